# الحساب الشخصي: العنوان وعمليات الدخول وما يُبلَّغ بالبريد عن الأمان.
account-tabs = صفحات حسابك
account-tab-profile = الملف الشخصي والجلسات
account-tab-sign-ins = عمليات الدخول

own-email-change = تغيير
own-email-title = بريدك الإلكتروني
own-email-note = نرسل رابطًا إلى العنوان الجديد. عندما تفتحه هناك تسجّل الدخول بالعنوان الجديد وتنتهي جميع جلساتك الأخرى. ويُبلَّغ عنوانك القديم فورًا.
own-email-submit = إرسال الرابط
own-email-same = البريد الإلكتروني: هذا عنوانك بالفعل
own-email-asked = أُرسل رابط إلى { $value }. لن يتغيّر شيء حتى تفتحه.
own-email-waiting = بانتظار التأكيد
own-email-until = يعمل الرابط حتى
own-email-cancel = تراجع
own-email-cancelled = يبقى عنوانك كما هو.
own-email-confirm-title = أكّد عنوانك الجديد
own-email-confirm-note = تنتهي جميع جلساتك الأخرى.
own-email-confirm = استخدام هذا العنوان
own-email-changed = عنوانك الجديد سارٍ الآن.

sign-ins-note = كل دخول إلى حسابك وكل محاولة، الأحدث أولًا. إن لم تتعرّف على شيء منها فغيّر كلمة مرورك.
sign-ins-what = ما حدث
sign-ins-when = متى ({ $zone })
sign-ins-in = تسجيل دخول
sign-ins-out = تسجيل خروج
sign-ins-failed = فشل تسجيل الدخول
sign-ins-second-step-failed = كلمة المرور صحيحة، لكن الخطوة الثانية فشلت
sign-ins-closed = أُغلق لبعض الوقت بعد محاولات كثيرة فاشلة

field-device = الجهاز
field-new-email = البريد الإلكتروني الجديد

mail-staff-new-device = دخول من جهاز جديد
mail-staff-password-changed = تغيير كلمة المرور الشخصية
mail-staff-email-confirm = تأكيد عنوان جديد
mail-staff-email-asked = طلب عنوان جديد
mail-staff-email-changed = تغيير العنوان
mail-staff-groups-changed = تغيير المجموعات
mail-staff-many-failures = محاولات دخول كثيرة فاشلة
mail-staff-token-created = إنشاء رمز API
mail-value-when = متى حدث ذلك، بالمنطقة الزمنية للقارئ
mail-value-device = المتصفح والنظام اللذان جاء منهما
mail-value-ip = العنوان الذي جاء منه
mail-value-groups = المجموعات التي ينتمي إليها الآن
mail-value-token = اسم رمز API

journal-staff-email-change-asked = طلب { $actor } عنوانًا آخر لـ { $name }
journal-staff-email-change-cancelled = تراجع { $actor } عن العنوان الجديد لـ { $name }
journal-staff-email-changed = أكّد { $actor } عنوانًا جديدًا لـ { $name }
