# Blocking and unblocking a customer.
section-access = الوصول
block-title = حظر العميل
block-what = لن يتمكن العميل من تسجيل الدخول إلى المنصة، وتنتهي جميع جلساته فورًا. يمكنك التراجع عن ذلك برفع الحظر؛ ويبقى كلاهما في السجل.
block-is-blocked = هذا العميل محظور
block-by = حظره { $who }
block-done = تم حظر العميل. الجلسات المنتهية: { $value }
block-already = سبق أن حظر { $who } هذا العميل: { $at }
block-not-blocked = لم يعد هذا العميل محظورًا.
block-stale = تغيّرت بيانات العميل بعد أن فتحت هذه الصفحة. راجع ما هو موجود الآن، وأرسل النموذج مرة أخرى إن كان لا يزال صحيحًا.
unblock-title = رفع الحظر عن العميل
unblock-what = يصبح العميل نشطًا ويمكنه تسجيل الدخول إلى المنصة من جديد. تبقى الجلسات المنتهية منتهية.
unblock-done = رُفع الحظر عن العميل وأصبح نشطًا من جديد.
field-block-reason = السبب
hint-block-reason = من 3 إلى 500 حرف. لا يراه إلا الموظفون.
problem-too-short = { $field }: الحد الأدنى لعدد الأحرف { $min }
