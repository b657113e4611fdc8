# البتّ في طلب: الموافقة والرفض والرسالة عن ذلك.
reject-back = الطلب { $number }
request-approved = تمت الموافقة على الطلب. سيُبلَّغ { $value } بالبريد.
request-rejected = تم رفض الطلب. سيُبلَّغ { $value } بالبريد.
request-unreadable = كُتب محتوى هذا الطلب بإصدار آخر من Countersign ولا يمكن قراءته.

decide-title = القرار
decide-approve = موافقة
decide-reject = رفض…
decide-waits = هذا الطلب في انتظار قرار.
decide-final = الموافقة نهائية، ويُبلَّغ بها العميل فوراً.
decide-short = سيأخذ الطلب أكثر مما هو متاح:
decide-comment-hint = لا يرى هذا إلا الموظفون؛ 2,000 حرف على الأكثر.
decide-not-done = لم يُتخذ أي قرار
decide-was-approved = وافق { $by } على هذا الطلب من قبل، في { $at }.
decide-was-rejected = رفض { $by } هذا الطلب من قبل، في { $at }.
decide-stale = لم يعد الطلب كما كان أمامك: { $changes }. انظر إليه من جديد قبل أن تقرر. ما كتبته محفوظ.
decide-other-letter = لم يُتخذ أي قرار: غيّر أحدهم نص هذه الرسالة في هذه الأثناء. اقرأها من جديد قبل إرسالها.
reject-theirs = تولّى { $name } هذا الطلب.
reject-theirs-advice = اسأل قبل أن تقرر؛ ما زال ذلك ممكنًا.
decide-refused = { $why } لم يتغير شيء، ويبقى الطلب مفتوحاً.
decide-approved-by = وافق عليه { $by }
decide-rejected-by = رفضه { $by }
decide-letter = ما أُبلغ به العميل
decide-mail = الرسالة إلى العميل:

reject-title = رفض الطلب { $number }
reject-no-resolutions = لا يوجد سبب رفض فعّال. على المسؤول أن ينشئ واحداً أولاً.
reject-letter = ما سيتلقاه العميل
reject-letter-language = بلغة العميل: { $language }.
reject-sum = حلّ هذه المسألة للتأكيد:
reject-sum-wrong = رمز التحقق: هذا ليس الجواب. إليك مسألة جديدة.
reject-sum-late = رمز التحقق: سبقت الإجابة عن المسألة أو انقضت دقائقها الخمس. إليك مسألة جديدة.
reject-paused = كانت هناك خمس إجابات خاطئة متتالية. يمكنك المتابعة في ‎{ $at }: يبقى هنا ما أدخلته.
reject-again = إعادة المحاولة
reject-final = الرفض نهائي، ويُبلَّغ به العميل فوراً.
reject-send = رفض وإبلاغ العميل

field-decision-comment = تعليق داخلي
field-verification-code = رمز التحقق
field-resolution = سبب الرفض
field-resolution-type = نوع سبب الرفض
field-refusal = تعذّر بسبب

journal-request-approved = وافق { $actor } على الطلب { $name }
journal-request-rejected = رفض { $actor } الطلب { $name }
journal-request-not-approved = لم يتمكن { $actor } من الموافقة على الطلب { $name }

mail-request-approved = الموافقة على طلب
mail-request-rejected = رفض طلب

letter-what-with-amount = { $what } بمبلغ { $amount }
letter-what-unknown = طلبك
letter-what-account = فتح حساب
letter-what-address = تغيير عنوانك
letter-what-archive = إغلاق حساب
letter-what-client-type = تغيير نوع العميل
letter-what-deposit = إيداع
letter-what-document = قبول مستنداتك
letter-what-external = أمر على منصتنا
letter-what-investment = استثمار
letter-what-partner = الانضمام شريكاً
letter-what-profile = تغيير ملفك الشخصي
letter-what-transfer = تحويل
letter-what-verification = مستوى تحقق أعلى
letter-what-withdrawal = سحب
