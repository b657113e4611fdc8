# سجل الأحداث كصفحة، ومن جاء من عنوان ما.
nav-audit-log = سجل الأحداث
audit-note = من فعل ماذا، أو اطّلع على ماذا، أو رُفض طلبه. لا يستطيع أحد تغيير إدخال أو حذفه.
audit-addresses = تسجيلات الدخول حسب العنوان
audit-filter-actor = من
audit-filter-action = ماذا
audit-filter-outcome = النتيجة
audit-filter-from = من يوم
audit-filter-to = حتى يوم
audit-filter-ip = عنوان الشبكة
audit-filter-subject = على ماذا
audit-filter-customer = رقم العميل
audit-filter-request-id = معرّف الطلب
audit-ip-hint = عنوان، أو شبكة مثل ‎10.0.0.0/8.
audit-ip-unknown = هذا ليس عنوان إنترنت ولا شبكة مثل ‎10.0.0.0/8.
audit-subject-hint = النوع والرقم، مثل request:12 أو staff:3.
audit-subject-unknown = يتكوّن «على ماذا» من نوع ورقم، مثل customer:7. الأنواع هي customer وrequest وaccount وmail وstaff وgroup وmonitor وreason وmail-template وresolution-type وresolution.
audit-customer-hint = يجد أيضًا طلباته وحساباته ورسائله.
audit-actor-commands = أوامر على الخادم
audit-actor-nobody = لم يسجّل الدخول
audit-outcome-done = تمّ
audit-outcome-refused = لم يُنفَّذ
audit-empty-filtered = لا يوجد إدخال مطابق. أزل مرشحًا.
audit-session = الجلسة
audit-open = فتح
audit-about = كل ما يخصّه
audit-by = كل ما فعله
audit-addresses-note = كل تسجيل دخول للموظفين وكل جلسة للعملاء جاءت من عنوان أو شبكة.
audit-addresses-staff = الموظفون
audit-addresses-customers = العملاء
audit-addresses-none = لم يأتِ أحد من هناك.
audit-addresses-more = عرضها كلها في سجل الأحداث
audit-addresses-journal = عرضها في سجل الأحداث
audit-customer = العميل

permission-journal-export = تصدير سجل الأحداث

field-permission = الصلاحية الناقصة
field-refused-for = السبب
refused-for-token = كان النموذج قديمًا جدًا أو ليس له
refused-for-origin = أُرسل النموذج من موقع آخر

journal-request-sum-failed = أخطأ { $actor } في حل المسألة لرفض الطلب { $name }
journal-access-refused = رُفض { $actor } عند { $name }
journal-form-refused = أرسل { $actor } نموذجًا رُفض: { $name }
journal-journal-exported = صدّر { $actor } سجل الأحداث
