# إطار كل صفحة، وكلمات تشترك فيها صفحات كثيرة.
frame-skip = الانتقال إلى المحتوى
frame-menu = القائمة
frame-navigation = التنقل الرئيسي
frame-account = حسابك
frame-sign-out = تسجيل الخروج
frame-footer = يُسجَّل كل تغيير باسمك.
frame-request = الرقم المرجعي { $id }

nav-home = الرئيسية
nav-customers = العملاء
nav-exchange-monitors = مواقع مقارنة الأسعار

form-problem = توجد مشكلة
form-error-prefix = خطأ:
form-choose = يُرجى الاختيار…
form-required-note = يجب ملء الحقول المشار إليها بالعلامة *.
form-cancel = إلغاء

word-yes = نعم
word-no = لا
word-none = لا يوجد
word-empty = فارغ
word-percent = { "\u2066" }{ $value }%{ "\u2069" }

frame-dismiss = إخفاء هذه الرسالة
form-no-results = لا توجد نتائج
