# ما قد يعيب قيمة مكتوبة. $field هو اسم الحقل.
problem-required = { $field }: يُرجى ملء هذا الحقل
problem-not-chosen = { $field }: يُرجى اختيار قيمة
problem-unknown-choice = { $field }: هذه القيمة ليست من الخيارات المتاحة
problem-control-characters = { $field }: حُذفت محارف تحكم لا يمكن حفظها. يُرجى مراجعة ما بقي ثم الحفظ من جديد
problem-too-long = { $field }: الحد الأقصى لعدد الأحرف { $max }
problem-not-an-email = { $field }: يُرجى إدخال عنوان مثل name@example.com
problem-email-taken = { $field }: هذا العنوان مستخدم لدى شخص آخر
problem-alias-taken = { $field }: هذا الاسم المختصر مستخدم لموقع مقارنة آخر
problem-not-a-phone = { $field }: يُرجى إدخال رقم صالح مع رمز البلد، مثل { "\u2066+49 30 901820\u2069" }
problem-not-whole-between = { $field }: يُرجى إدخال عدد صحيح من { $min } إلى { $max }
problem-not-decimal-between =
    { $decimals ->
        [zero] { $field }: يُرجى إدخال عدد من { $min } إلى { $max } دون منازل عشرية
        [one] { $field }: يُرجى إدخال عدد من { $min } إلى { $max } بمنزلة عشرية واحدة على الأكثر
        [two] { $field }: يُرجى إدخال عدد من { $min } إلى { $max } بمنزلتين عشريتين على الأكثر
        [few] { $field }: يُرجى إدخال عدد من { $min } إلى { $max } مع { $decimals } منازل عشرية على الأكثر
       *[other] { $field }: يُرجى إدخال عدد من { $min } إلى { $max } مع { $decimals } منزلة عشرية على الأكثر
    }
problem-not-a-date = { $field }: يُرجى إدخال التاريخ بصيغة سنة-شهر-يوم، مثل { "\u20661990-12-31\u2069" }
problem-not-in-the-past = { $field }: هذا التاريخ ليس في الماضي
problem-too-young =
    { $years ->
        [zero] { $field }: يجب ألا يقل عمر العميل عن { $years } سنة
        [one] { $field }: يجب ألا يقل عمر العميل عن سنة واحدة
        [two] { $field }: يجب ألا يقل عمر العميل عن سنتين
        [few] { $field }: يجب ألا يقل عمر العميل عن { $years } سنوات
       *[other] { $field }: يجب ألا يقل عمر العميل عن { $years } سنة
    }
problem-too-long-ago = { $field }: هذا التاريخ قديم جدًا
problem-monitor-unknown = { $field }: هذا الموقع غير موجود
problem-monitor-inactive = { $field }: هذا الموقع غير نشط؛ يُرجى اختيار موقع نشط
problem-not-a-chat-id = { $field }: يُرجى إدخال الرقم الذي يعطيه Telegram، أرقامًا فقط
problem-too-many-tags = { $field }: الحد الأقصى لعدد الوسوم { $max }
problem-not-a-web-address = { $field }: يُرجى إدخال عنوان يبدأ بـ { "\u2066https://\u2069" }
problem-not-an-amount = { $field }: أدخل أرقامًا فقط، وبحد أقصى { $decimals } بعد الفاصلة
problem-misplaced-sign = { $field }: الفاصلة تفصل الآلاف كل ثلاثة أرقام، والنقطة تسبق الكسور العشرية، كما في 1,500.25
problem-not-a-currency = { $field }: أدخل رمز عملة، مثل EUR أو USDT
