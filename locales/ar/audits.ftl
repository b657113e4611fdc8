# تدقيق حسابات الطلبات وإعداداته، والتعليقات المعدلة، ولون العميل.
nav-audit = حدود التدقيق
request-audit = تدقيق الحسابات
request-audit-note = يقارن رصيد كل حساب بمجموع كل معاملاته المنفذة.
request-audit-do = تدقيق الآن
request-audit-none = لم يدقق أحد هذا الطلب بعد.
request-audit-older = عمليات تدقيق سابقة
request-audited = تم التدقيق وحُفظت نتيجته.
request-audit-no-account = لا يخص هذا الطلب أي حساب، فلا شيء للتدقيق.
request-audit-ok = كل شيء سليم
request-audit-ok-small = كل شيء سليم: لا فرق يتجاوز الحدود
request-audit-unseen-ok = الحساب { $number } لعميل لا تراه: رصيده مفسَّر.
request-audit-unseen-differs = الحساب { $number } لعميل لا تراه: معاملاته لا تفسّر رصيده.
request-audit-discrepancies = { $count ->
    [one] فرق واحد
    [two] فرقان
    [few] { $count } فروق
   *[other] { $count } فرقًا
}
request-audit-more = { $number }: الرصيد أكبر بمقدار { $by } مما تفسره المعاملات.
request-audit-less = { $number }: الرصيد أقل بمقدار { $by } مما تفسره المعاملات.
request-audit-incoming = الوارد
request-audit-outgoing = الصادر
request-audit-sum = مجموع المعاملات
request-audit-balance = الرصيد
request-audit-difference = الفرق
request-audit-holds = محجوز، خارج المجموع
request-audit-no-holds = لا شيء
request-audit-held = { $count ->
    [one] معاملة واحدة: { $sum }
   *[other] { $count }: { $sum }
}
request-audit-rule-all = احتُسب كل فرق.
request-audit-rule-absolute = احتُسبت الفروق التي تزيد على { $absolute }.
request-audit-rule-share = احتُسبت الفروق التي تزيد على { $share } ‰ من الرصيد.
request-audit-rule-both = احتُسبت الفروق التي تزيد على { $absolute } وعلى { $share } ‰ من الرصيد.
request-audit-warning = راجع آخر تدقيق قبل الموافقة:

audit-settings-note = مقدار الفرق بين الرصيد ومعاملاته الذي يبلّغ عنه التدقيق إذا تجاوزه.
audit-settings-rule = يُحتسب الفرق إذا تجاوز الحدين معًا. مع 0 و0 يُحتسب كل فرق. تبقى نتائج التدقيق السابقة كما كانت.
audit-settings-saved = تم حفظ الحدود، وتسري من التدقيق القادم.
audit-settings-saved-last = آخر حفظ
audit-settings-defaults = هذه هي القيم الافتراضية: لم يغيرها أحد بعد.
audit-settings-conflict = حفظ شخص ما حدودًا أخرى بعد أن فتحت الصفحة. المحفوظ الآن هو المعروض هنا، وما كتبته ما زال في النموذج. الحفظ مرة أخرى يضعه مكانها.
field-audit-absolute = الحد المطلق
hint-audit-absolute = مبلغ بعملة الحساب أيًا كانت. لا تُحتسب الفروق حتى هذا المبلغ ومعه. النقطة تسبق الكسور العشرية، ويمكن فصل الآلاف بفواصل، كما في 1,500.25.
field-audit-per-mille = الحد بالألف من الرصيد
hint-audit-per-mille = من 0 إلى 1000 وبمنزلتين عشريتين على الأكثر. لا تُحتسب الفروق حتى هذا الجزء ومعه.
field-audit-result = النتيجة
field-audit-difference = الفرق
audit-result-ok = كل شيء سليم
audit-result-discrepancy = يوجد فرق

request-comment-edit = تعديل
request-comment-edit-title = تعديل تعليقك
request-comment-edit-note = لا يستطيع تعديله غيرك. تبقى نصوصه السابقة في سجل الطلب.
request-comment-changed = تم تعديل التعليق.
request-comment-conflict = عُدّل هذا التعليق في نافذة أخرى بعد أن فتحت هذه النافذة. نصه الآن هو المعروض أدناه، وما كتبته ما زال في النموذج. الحفظ مرة أخرى يضعه مكانه.
error-comment-foreign = لا يستطيع تعديل التعليق إلا كاتبه.

request-color-is-own = تعرض القوائم لون هذا الطلب نفسه.
request-color-is-customers = تعرض القوائم لون العميل، لأن هذا الطلب ليس له لون خاص به.
request-color-is-none = ليس لهذا الطلب ولا لعميله لون.
customer-color-offered = لون جميع طلبات هذا العميل
customer-color-note = يميّز هذا اللون كل طلب للعميل ليس له لون خاص به.
customer-colored = تم حفظ لون العميل.
field-request-color = لون الطلبات
field-request-status = حالة الطلب

journal-request-audited = دقّق { $actor } حسابات الطلب { $name }
journal-request-comment-edited = عدّل { $actor } تعليقًا على الطلب { $name }
journal-customer-colored = غيّر { $actor } لون طلبات { $name }
journal-settings-updated = غيّر { $actor } الإعدادات «{ $name }»
