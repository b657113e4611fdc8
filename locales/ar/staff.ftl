# تسجيل الدخول، ومسؤول النظام الأول، والحساب الشخصي، وما يحق للموظفين فعله.
sign-in-title = تسجيل الدخول
sign-in-submit = تسجيل الدخول
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-unsent = كانت جلستك قد انتهت. لم يُنفَّذ ما أرسلته: سجّل الدخول وأعده.
sign-in-help = بعد عدة محاولات فاشلة يلزم الانتظار قبل المحاولة التالية، لمدة 15 دقيقة على الأكثر. إذا لم تتمكن من الدخول، فيمكن لمسؤول النظام مساعدتك.

setup-title = إنشاء حساب مسؤول النظام الأول
setup-note = يعمل هذا الرابط مرة واحدة فقط. الحساب الذي تنشئه هنا يملك جميع الصلاحيات، ويمكنه إنشاء حسابات أخرى.
setup-submit = إنشاء وتسجيل الدخول

field-password = كلمة المرور
field-password-again = تكرار كلمة المرور
field-current = كلمة المرور الحالية
field-new = كلمة المرور الجديدة
field-again = تكرار كلمة المرور الجديدة
field-theme = المظهر
field-groups = المجموعات
field-sessions = الجلسات

password-advice = 15 حرفًا على الأقل؛ ويُستحسن استخدام أربع كلمات أو أكثر. المسافات وجميع حروف كل اللغات مسموح بها، ويمكنك اللصق.
hint-new = { password-advice }
password-too-short = كلمة المرور: يُرجى استخدام 15 حرفًا على الأقل
password-too-long = كلمة المرور: يُرجى استخدام 1,024 بايت على الأكثر
password-guessable = كلمة المرور: من السهل تخمينها؛ يُرجى إضافة كلمات لا علاقة لها بك ولا ببعضها
password-mismatch = كلمتا المرور غير متطابقتين
password-wrong = كلمة المرور الحالية غير صحيحة
password-same = كلمة المرور الجديدة هي نفسها الحالية

account-preferences = اسمك وكيف تظهر لك الصفحات
account-save = حفظ
account-saved = تم حفظ إعداداتك.
account-password = كلمة المرور
account-password-note = عند تغييرها تنتهي جميع جلساتك الأخرى.
account-change-password = تغيير كلمة المرور
account-password-changed = تم تغيير كلمة مرورك وإنهاء جلساتك الأخرى.
account-sessions = جلساتك
account-sessions-note = الأجهزة التي سجّلت الدخول منها. يُرجى إنهاء ما لا تعرفه منها وتغيير كلمة المرور.
account-this-session = هذه الجلسة
account-end-session = إنهاء
account-session-ended = تم إنهاء الجلسة.
account-end-others = إنهاء جميع الجلسات الأخرى
account-sessions-ended = تم إنهاء جميع جلساتك الأخرى.
account-no-groups = لا توجد؛ يُرجى التواصل مع مسؤول النظام
account-device = { $browser } على { $system }
account-device-unknown = جهاز غير معروف

column-device = الجهاز
column-ip = عنوان IP
column-signed-in = تسجيل الدخول ({ $zone })
column-last-seen = آخر نشاط ({ $zone })

theme-system = حسب النظام
theme-light = فاتح
theme-dark = داكن

permission-customers-view = عرض العملاء
permission-customers-create = إضافة العملاء
permission-customers-update = تعديل العملاء
permission-customers-block = حظر العملاء وإلغاء حظرهم
permission-customers-reveal = إظهار بيانات عميل محجوبة
permission-customers-export = تصدير العملاء
permission-customer-sessions-view = عرض جلسات العملاء
permission-customer-sessions-end = إنهاء جلسات العملاء
permission-verification-view = عرض المستندات والتحقق
permission-verification-review = مراجعة المستندات
permission-requests-view = عرض الطلبات
permission-requests-update = معالجة الطلبات
permission-requests-approve = الموافقة على الطلبات
permission-requests-reject = رفض الطلبات
permission-monitors-view = عرض مواقع مقارنة الأسعار
permission-monitors-update = تعديل مواقع مقارنة الأسعار
permission-staff-view = عرض الموظفين
permission-staff-update = إدارة الموظفين
permission-journal-view = عرض سجل الأحداث
permission-mails-view = عرض الرسائل
permission-mails-resend = إعادة إرسال الرسائل
permission-settings-update = تغيير الإعدادات
