# التحقق: قائمة الانتظار وصفحة المراجعة والرسائل الموجهة إلى العملاء.
nav-pending = بانتظار التحقق
filter-step = الخطوة

age-moments = أقل من دقيقة
age-minutes = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
   *[other] { $count } دقيقة
}
age-hours = { $count ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
   *[other] { $count } ساعة
}
age-days = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
   *[other] { $count } يوماً
}

# قائمة الانتظار.
pending-note = عملاء قدّموا شيئاً لم يبتّ فيه أحد بعد. الأطول انتظاراً في الأعلى.
pending-start = ابدأ بالأقدم
pending-counts = المنتظر بحسب الخطوة
pending-counts-everywhere = هذه الأرقام لكل البلدان، والقائمة أدناه للبلدان المختارة وحدها.
pending-waits = ينتظر المراجعة
pending-recheck = { $step } (إعادة فحص)
pending-missing = لم يُقدَّم
pending-none-missing = لا ينقص شيء
pending-comma = {"، "}
pending-age = مدة الانتظار
pending-empty = لا شيء بانتظار المراجعة. تظهر الملفات الجديدة هنا فور تقديمها.
pending-empty-filtered = لا شيء ينتظر ضمن عوامل التصفية هذه. أزل أحدها لرؤية الباقي.

home-waiting = بانتظار المراجعة
home-oldest = مدة انتظار الأقدم:
home-to-queue = افتح قائمة الانتظار

# حالة الخطوة.
step-state-nothing = لم يُقدَّم شيء بعد
step-state-submitted = مقدَّمة
step-state-recheck = تحتاج إلى إعادة فحص
step-state-accepted = مقبولة
step-state-asked-again = طُلبت من جديد
step-state-rejected = مرفوضة

# صفحة المراجعة.
review-summary = حالة التحقق
review-since = منذ
review-waits = مدة الانتظار: { $age }
review-by = القرار من { $by }.
review-because = السبب: { $reason }.
review-recheck = سبق أن بتّ فيها { $by }، ثم استُبدل ما جرى فحصه.
review-reopened-by = أعاد فتحها { $by }.
review-by-hand-on = شغّلها يدوياً { $by } والسبب: { $why }
review-by-hand-off = أوقفها يدوياً { $by } والسبب: { $why }
review-no-reason = لم يُذكر سبب
review-before-reviews = قُبلت قبل أن تُسجَّل المراجعات.
review-data = ما يقوله العميل
review-compare = للمقارنة
review-decision = القرار
review-accept-letter = الرسالة إلى العميل
review-nothing-to-accept = لم يُقدَّم شيء، فلا يوجد ما يُقبل.
review-accept-on-your-word = لم يُقدَّم شيء لهذه الخطوة. ومن يقبلها مع ذلك يذكر في تعليق ما استند إليه.
review-reveal-first = بيانات هذا العميل محجوبة عنك. اكشفها أولًا ثم اتخذ قرارك.
review-no-reasons = لا يوجد سبب فعّال يناسب هنا. أضف سبباً في
review-letter = يتلقى العميل هذه الرسالة:
review-staff-only = لا يراها إلا الموظفون.
review-past = { $count ->
    [one] قرار واحد حتى الآن
    [two] قراران حتى الآن
    [few] { $count } قرارات حتى الآن
   *[other] { $count } قراراً حتى الآن
}
review-seen = ما جرى فحصه
review-seen-file = الملف { $id }
review-told = ما أُبلغ به العميل
review-round = قائمة الانتظار
review-back-to-queue = العودة إلى قائمة الانتظار
review-skip = التالي في قائمة الانتظار
review-last = هذا هو الأخير في قائمة الانتظار.

field-step = الخطوة
field-review-decision = القرار
field-review-reason = السبب
field-review-comment = تعليق داخلي

decision-accept = قبول
decision-ask-again = طلب من جديد
decision-reject = رفض
decision-reopen = إعادة فتح
decided-accept = قبِلها { $by }
decided-ask-again = طلبها من جديد { $by }
decided-reject = رفضها { $by }
decided-reopen = أعاد فتحها { $by }
decided-by-hand-accept = شغّلها يدوياً { $by }
decided-by-hand-ask-again = طلبها من جديد يدوياً { $by }
decided-by-hand-reject = رفضها يدوياً { $by }
decided-by-hand-reopen = أوقفها يدوياً { $by }

review-done-accept = تم القبول: { $value }. يُبلَّغ العميل بالبريد.
review-done-ask-again = طُلب من جديد: { $value }. يُبلَّغ العميل بالبريد.
review-done-reject = تم الرفض: { $value }. يُبلَّغ العميل بالبريد.
review-done-reopen = أُعيد الفتح: { $value }. الخطوة بانتظار المراجعة مجدداً.
review-queue-done = لم يعد هناك ما ينتظر.

review-nothing-handed-in = لم يُقدَّم شيء لهذه الخطوة، فلا يمكن قبولها.
review-nothing-to-reopen = لم يُبتّ في هذه الخطوة، فلا يوجد ما يُعاد فتحه.
review-not-open = سبق البتّ في هذه الخطوة على نحو آخر. أعد فتحها أولًا واذكر السبب.
review-already = { $step }: مقبولة من قبل أن تُسجَّل المراجعات.
review-already-by = { $step }: سبق أن اتخذ { $by } القرار نفسه.
review-conflict-advice = لم يُحفظ شيء مما أرسلته. تعرض الصفحة الآن الوضع الحالي؛ انظر مجدداً قبل أن تقرر. ما كتبته محفوظ.

review-keys = المفاتيح
review-keys-on = استخدام المفاتيح المفردة في هذه الصفحة
review-key-a = ينتقل إلى «قبول» في أول خطوة مفتوحة
review-key-r = يفتح «طلب من جديد»
review-key-x = يفتح «رفض»
review-key-n = ينتقل إلى العميل التالي في قائمة الانتظار

# رسائل إلى العملاء بلغتهم.
letter-step-email = عنوان البريد الإلكتروني
letter-step-phone = رقم الهاتف
letter-step-document = وثيقة الهوية
letter-step-selfie = الصورة الذاتية
letter-step-address = إثبات العنوان
