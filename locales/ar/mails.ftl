# سجل الرسائل: ما كُتب ولمن، وهل وصل، وما العمل إن لم يصل.
nav-mail-log = الرسائل
mails-note = ما كُتب إلى العملاء والموظفين، الأحدث أولًا، وهل وصل.
mails-search = البحث عن الرسائل بالعنوان
mails-search-hint = عنوان بريد إلكتروني كامل أو بدايته، ثلاثة أحرف على الأقل.
mails-search-length = ابحث عن بداية عنوان بريد إلكتروني: ثلاثة أحرف على الأقل، ولا أطول من عنوان.
mails-empty = لم تُكتب أي رسالة بعد.
mails-empty-filtered = لا توجد رسالة مطابقة. أزل مرشحًا أو ابحث عن بداية أقصر للعنوان.
mails-dead-count = { $count ->
    [one] تعذّر تسليم رسالة واحدة
    [two] تعذّر تسليم رسالتين
    [few] تعذّر تسليم { $count } رسائل
    [100] تعذّر تسليم 100 رسالة أو أكثر
   *[other] تعذّر تسليم { $count } رسالة
}

mail-filter-q = العنوان
mail-filter-state = الحالة
mail-filter-kind = الموضوع
mail-filter-customer = رقم العميل

mail-subject = عنوان الرسالة
mail-to = إلى
mail-kind = الموضوع
mail-state = الحالة
mail-tries = المحاولات
mail-queued-at = كُتبت
mail-sent-at = أُرسلت
mail-next-try = المحاولة التالية
mail-language = اللغة
mail-customer = العميل
mail-profile = فتح الملف
mail-message-id = يبدأ Message-ID بـ
mail-text = ما يقرؤه العميل
mail-delivery = التسليم
mail-said = قال الطرف الآخر:

mail-state-queued = في الانتظار
mail-state-sent = أُرسلت
mail-state-dead = لم تُسلَّم

mail-verification-accepted = تم قبول التحقق
mail-verification-asked-again = طلب المستندات من جديد
mail-verification-rejected = رفض التحقق

mail-resend = إرسال مرة أخرى
mail-resend-note = يتلقى العميل هذه الرسالة مرة أخرى كما هي هنا تمامًا.
mail-resend-note-moved = صار للعميل عنوان آخر: يُرسل هذه المرة إلى { $address }.
mail-resent = الرسالة في انتظار الإرسال.
mail-cancel = عدم الإرسال
mail-cancel-note = ممكن حتى المحاولة الأولى، وهي مسألة ثوانٍ.
mail-cancelled = لن تُرسل الرسالة.
error-mail-moved-on = أُرسلت الرسالة أو أُدرجت أو أُلغيت في هذه الأثناء. افتحها مجددًا لمعرفة حالتها.
field-mail = الرسالة الجديدة

mail-error-unreachable = تعذّر الوصول إلى خادم البريد.
mail-error-timed-out = قطع خادم البريد الاتصال أو استغرق وقتًا أطول من اللازم.
mail-error-insecure = تعذّر تشفير الاتصال بخادم البريد.
mail-error-sign-in = لم يقبل خادم البريد اسم المستخدم وكلمة المرور.
mail-error-deferred = طلب خادم البريد إعادة المحاولة لاحقًا.
mail-error-refused = رفض خادم البريد الرسالة نهائيًا.
mail-error-unwritable = لا يمكن إرسال رسالة إلى هذا العنوان.
mail-error-storage = تعذّرت كتابة الرسالة في مجلدها.
mail-error-cancelled = ألغى أحدهم هذه الرسالة قبل خروجها.

mail-advice-server = تُعاد المحاولة تلقائيًا لمدة يوم. إن استمر ذلك فليشغّل المسؤول “countersign doctor” ويصحح إعدادات البريد.
mail-advice-timed-out = تُعاد المحاولة تلقائيًا لمدة يوم؛ وقد تصل إلى العميل مرتين.
mail-advice-deferred = تُعاد المحاولة تلقائيًا لمدة يوم.
mail-advice-refused = تحقّق من عنوان العميل وصحّحه في الملف، ثم أعد إرسال الرسالة من هنا: تذهب إلى العنوان الجديد.
mail-advice-cancelled = أرسلها مرة أخرى إن كان ذلك خطأ.
