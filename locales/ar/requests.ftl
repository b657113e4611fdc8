# الطلبات: القائمة وصفحة الطلب وما يفعله الموظفون به.
nav-requests = الطلبات
requests-tabs = الطلبات حسب الحالة
requests-search = البحث عن طلبات
requests-search-hint = رقم الطلب، أو جزء من اسم العميل أو بريده الإلكتروني أو رقم هاتفه (ثلاثة أحرف أو أكثر، وتسعة أرقام أو أكثر دون علامة الجمع).
requests-search-masked = رقم الطلب، أو عنوان البريد الإلكتروني للعميل أو رقم هاتفه أو رقم مستنده كاملًا.
requests-search-length = ابحث عن رقم طلب، أو عن ثلاثة أحرف متتالية على الأقل من اسم العميل أو بريده الإلكتروني.
requests-email-length = يحتاج البريد الإلكتروني للعميل إلى ثلاثة أحرف على الأقل.
requests-too-wide = يطابق البحث أكثر من { $most } من العملاء. اكتب المزيد من الاسم أو البريد الإلكتروني.
requests-empty-open = لا شيء ينتظر قرارًا.
requests-empty = لا توجد طلبات بهذه الحالة.
requests-empty-filtered = لا يوجد طلب في هذا التبويب يطابق المرشحات.
requests-empty-customer = لم يطلب هذا العميل شيئًا بعد.
request-tab-open = المفتوحة
request-tab-all = الكل
request-number = الطلب رقم { $id }

request-column-number = الرقم
request-column-title = الطلب
request-column-type = النوع
request-column-customer = العميل
request-column-assignee = المسؤول
request-column-age = العمر
request-column-created = تاريخ الإنشاء
request-filter-type = النوع
request-filter-email = البريد الإلكتروني للعميل
request-filter-customer = رقم العميل
request-filter-assignee = المسؤول
request-filter-color = اللون
request-filter-created-from = أُنشئ من
request-filter-created-to = أُنشئ حتى
request-filter-amount-min = المبلغ من
request-filter-amount-max = المبلغ حتى
request-filter-amount-hint = كما في 1,500.25
requests-amount-in-address = يقبل عامل التصفية «{ $parameter }» في العنوان أرقامًا فقط مع نقطة، مثل 1500.25، والمعنى واحد في كل لغة. وفي نموذج عوامل التصفية تُكتب المبالغ كما تكتبها لغتك.
request-assignee-me = أنا
request-assignee-none = لا أحد

request-status-new = جديد
request-status-pending = قيد الانتظار
request-status-in-progress = قيد التنفيذ
request-status-approved = تمت الموافقة
request-status-rejected = مرفوض
request-type-account = حساب جديد
request-type-address = العنوان
request-type-archive = أرشفة
request-type-clienttype = نوع العميل
request-type-deposit = إيداع
request-type-document = مستندات
request-type-external = خارجي
request-type-investment = استثمار
request-type-partner = شراكة
request-type-profile = الملف الشخصي
request-type-transfer = تحويل
request-type-verification = تحقق
request-type-withdrawal = سحب
request-title-account = { $kind ->
    [personal] فتح حساب شخصي ({ $currency })
    [trade] فتح حساب تداول ({ $currency })
    [demo] فتح حساب تجريبي ({ $currency })
    [partner] فتح حساب شريك ({ $currency })
    [investment] فتح حساب استثمار ({ $currency })
   *[other] فتح حساب ({ $currency })
}
request-title-address = تغيير العنوان
request-title-archive = أرشفة الحساب { $value }
request-title-to-individual = التحول إلى عميل فرد
request-title-to-corporate = التحول إلى عميل شركة
request-title-deposit = إيداع ⁦{ $value }⁩
request-title-withdrawal = سحب ⁦{ $value }⁩
request-title-transfer = تحويل ⁦{ $value }⁩
request-title-investment = استثمار ⁦{ $value }⁩
request-title-document = { $value ->
    [one] قبول مستند
    [two] قبول مستندين
    [few] قبول { $value } مستندات
   *[other] قبول { $value } مستندًا
}
request-title-verification = رفع التحقق إلى المستوى { $value }
request-title-profile = تغيير الملف الشخصي
request-title-partner = التحول إلى شريك بنسبة { $value } %

color-red = أحمر
color-orange = برتقالي
color-amber = كهرماني
color-green = أخضر
color-teal = أزرق مخضر
color-blue = أزرق
color-purple = أرجواني
color-gray = رمادي

request-asked = ما هو مطلوب
request-today = اليوم:
request-wanted = المطلوب:
request-unchanged = دون تغيير
request-first-amount = المطلوب أولًا: ⁦{ $amount }⁩
request-change-amount = تغيير المبلغ
request-amount-hint = النقطة تسبق الكسور العشرية، ويمكن فصل الآلاف بفواصل، كما في 1,500.25. يبقى المبلغ المطلوب أولًا ظاهرًا.
request-save-amount = حفظ المبلغ
request-amount-zero = المبلغ: يجب أن يكون أكبر من صفر
request-amount-fixed = لا يمكن تغيير مبلغ هذا الطلب.
request-amount-changed = تم تغيير المبلغ.
request-resolved = تاريخ القرار
request-fact-raw = كما قُدِّم
request-fact-product = المنتج
request-fact-kind = نوع الحساب
request-fact-currency = العملة
request-fact-method = الطريقة
request-fact-destination = إلى
request-fact-to = إلى الحساب
request-fact-rate = سعر الصرف
request-fact-arriving = يصل إليه
request-fact-documents = المستندات
request-fact-document = مستند
request-fact-level = المستوى
request-fact-reason = السبب
request-fact-share = حصة الربح
request-fact-falls = لن يبقى مُتحقَّقًا منه بعد ذلك
request-account = الحساب { $number }
request-account-from = من الحساب { $number }
request-account-to = إلى الحساب { $number }
request-account-unknown = حساب غير موجود
request-balance = الرصيد
request-owner = صاحب الحساب
request-archived = تاريخ الأرشفة
request-transactions = أحدث المعاملات
request-no-transactions = لا توجد معاملات على هذا الحساب بعد.
request-transaction-kind = المعاملة
request-transaction-at = التاريخ
account-kind-personal = حساب شخصي
account-kind-trade = حساب تداول
account-kind-demo = حساب تجريبي
account-kind-partner = حساب شريك
account-kind-investment = حساب استثمار
transaction-kind-deposit = إيداع
transaction-kind-withdrawal = سحب
transaction-kind-transfer = تحويل
transaction-kind-investment = استثمار
transaction-kind-correction = تصحيح
transaction-status-new = جديدة
transaction-status-pending = قيد الانتظار
transaction-status-hold = محجوزة
transaction-status-hold-failed = فشل الحجز
transaction-status-in-progress = قيد التنفيذ
transaction-status-done = منفذة
transaction-status-partial = منفذة جزئيًا
transaction-status-assistance = تحتاج إلى مساعدة
transaction-status-failed = فاشلة
transaction-status-rejected = مرفوضة
transaction-status-canceled = ملغاة
transaction-status-refund = مستردة
transaction-status-refund-failed = فشل الاسترداد

request-others = طلبات أخرى لهذا العميل
request-no-others = لا توجد طلبات أخرى.
request-comments = التعليقات
request-comments-note = لا يرى التعليقات إلا الموظفون، ولا يُبلَّغ العميل بها.
request-no-comments = لم يعلق أحد بعد.
request-comment-new = تعليق جديد
request-comment-hint = لا يراه إلا الموظفون؛ 2,000 حرف على الأكثر.
request-comment-first = أضفه قبل أن تقرر: القرار وحده لا يضيفه.
request-comment-add = إضافة التعليق
request-comment-unadded = لم يُضَف تعليقك.
request-comment-unadded-advice = أضفه أولًا، أو اتخذ القرار من دونه.
request-comment-without = اتخاذ القرار من دونه
request-comment-edited = مُعدَّل
request-commented = تمت إضافة التعليق.
request-options = خيارات
request-color-offered = لون هذا الطلب
request-color-own = لون آخر
request-color-hint = ستة أرقام سداسية عشرية بعد العلامة #، مثل ⁦#1f77b4⁩.
request-color-set = تعيين هذا اللون
request-color-remove = إزالة اللون
request-color-invalid = اللون: أدخل # وستة أرقام سداسية عشرية، مثل ⁦#1f77b4⁩
request-colored = تم حفظ اللون.
request-resolved-meanwhile = تم البت في هذا الطلب. يبقى لونه ومبلغه كما هما، ويمكن إضافة تعليقات.
request-changed-meanwhile = غيّر شخص ما هذا الطلب بعد أن فتحت الصفحة. ما تراه الآن هو أحدث حالة.
field-body = التعليق
field-amount = المبلغ
field-color = اللون

journal-request-commented = علّق { $actor } على الطلب { $name }
journal-request-colored = غيّر { $actor } لون الطلب { $name }
journal-request-amount-changed = غيّر { $actor } مبلغ الطلب { $name }
