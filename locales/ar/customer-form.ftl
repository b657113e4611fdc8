# نموذج العميل: الأسباب والتعارضات والتكرار والرفع.
field-verification-reason = سبب التحقق اليدوي
hint-verification-reason = مطلوب عند تفعيل خطوة دون مراجعة أو إيقافها، أو عند تحديد نسبة تقدم لا تنتج عن الخطوات. وإذا لم يُذكر لغير ذلك، تبقى به خطوة صحّحتَ بياناتها متحقَّقًا منها؛ أما الملف الجديد فيلزمه فحص جديد دائمًا. لا يراه إلا الموظفون ويبقى في السجل.
progress-follows = ينتج عن الخطوات: { $value } %
progress-by-hand = حُدّد يدويًا: { $reason }
flag-by-hand = { $step }: فعّلها يدويًا { $who }،

problem-flag-needs-reason = { $field }: لا تسنده أي مراجعة. راجعه في تبويب «التحقق»، أو اذكر أدناه سبب تفعيله.
problem-flag-off-needs-reason = { $field }: اذكر أدناه سبب إيقافه.
problem-progress-needs-reason = { $field }: ينتج عن الخطوات { $follows } %. اترك الحقل فارغًا، أو اذكر أدناه سبب الاختلاف.
problem-blocked = { $field }: هذا العميل محظور. ألغِ الحظر أولًا.

customer-merged = حُفظت تغييراتك مع ما غيّره في هذه الأثناء { $value }.
customer-recheck = لم يعد متحقَّقًا منه لأن ما جرى فحصه عُدّل أو استُبدل: { $value }. يلزم فحص جديد.
customer-sessions-ended = لم يعد بإمكان العميل تسجيل الدخول. الجلسات المنتهية: { $value }

conflict-advice = غيّر شخص آخر الحقول نفسها أثناء كتابتك. ما كتبته لا يزال في النموذج أدناه، وفيه أيضًا ما غيّره في مواضع أخرى.
conflict-advice-all = حفظ شخص آخر أثناء كتابتك، ولم يعد هذا النموذج يعرف الأصل الذي أُنشئ منه. ما كتبته لا يزال أدناه؛ وهذه الحقول تختلف عن المحفوظ.
conflict-how = اختر لكل حقل أي قيمة تبقى. وحيث تختار القيمة المحفوظة فإنها تبقى مهما كان في النموذج أدناه.
conflict-base = سابقًا
conflict-by = غيّره
conflict-apply = تطبيق تغييراتي فوقها
conflict-a-file = ملف
conflict-file-again = (اختره مرة أخرى ليحل محل الآخر)

duplicates-title = تكرار محتمل
duplicates-note = يبدو أن هؤلاء العملاء هم الشخص نفسه:
duplicates-none = لا يوجد من يبدو أنه الشخص نفسه.
duplicates-nothing-saved = لم يُحفظ شيء بعد.
duplicates-check = البحث عن التكرار
duplicate-phone = رقم الهاتف نفسه
duplicate-document-number = رقم الوثيقة نفسه
duplicate-name = اسم مشابه وتاريخ الميلاد نفسه

upload-sending = جارٍ الإرسال: { "{percent}" } %
upload-checking = أُرسل كل شيء. جارٍ فحص الملفات…
upload-cancel = إلغاء الرفع
upload-cancelled = أُلغي الرفع. لم يُحفظ شيء، وما كتبته لا يزال هنا.
upload-failed = انقطع الاتصال. لم يُحفظ شيء، وما كتبته لا يزال هنا. يرجى الحفظ مرة أخرى.
