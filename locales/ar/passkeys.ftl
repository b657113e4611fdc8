# مفاتيح المرور كعامل ثانٍ.
passkeys-title = مفاتيح المرور
passkeys-note = مفتاح أمان أو هاتفك أو هذا الحاسوب بدلًا من الرمز. كل منها مرتبط بهذا العنوان، فلا تحصل صفحة مقلَّدة منه على شيء.
passkeys-ends = تنتهي جميع جلساتك الأخرى عندما تضيف مفتاحًا أو تزيله.
passkeys-need-name = تحتاج مفاتيح المرور إلى عنوان باسم، ويُوصَل إلى هذا التثبيت برقم. يستطيع من يديره ضبط public_url.
passkeys-need-scripts = تحتاج إضافة مفتاح مرور إلى JavaScript.
passkeys-empty = ليس لديك مفاتيح مرور.
passkey-added-at = أُضيف
passkey-last-used = آخر استخدام
passkey-never = أبدًا
passkey-add = إضافة مفتاح مرور
passkey-remove = إزالة
passkey-added-done = أُضيف مفتاح المرور.
passkey-removed-done = أُزيل مفتاح المرور.
field-passkey-name = اسم مفتاح المرور
hint-passkey-name = ما يميّزه عن غيره: المفتاح الأزرق، هاتفي.
field-passkey = مفتاح المرور
passkey-use = استخدام مفتاح مرور
passkey-use-note = بمفتاح أمان أو هاتفك أو هذا الحاسوب.
passkey-failed = لم يُجب الجهاز بما يمكننا استخدامه. حاول مرة أخرى أو اسلك طريقًا آخر.
passkey-wrong = مفتاح المرور: هذه الإجابة خاطئة أو قديمة أو استُخدمت من قبل. حاول مرة أخرى.
passkey-known = مفتاح المرور: هذا الجهاز معروف. استخدمه أو أضف جهازًا آخر.
passkey-too-many = مفتاح المرور: لديك { $max } منها؛ أزل مفتاحًا لم تعد تستخدمه.
error-passkeys-need-name = تحتاج مفاتيح المرور إلى عنوان باسم، ويُوصَل إلى هذا التثبيت برقم.
second-factor-passkeys-stay = تبقى مفاتيح مرورك: تسجّل الدخول بكلمة مرورك وأحدها. وتنتهي جميع جلساتك الأخرى.
second-factor-app-remove = إزالة التطبيق
second-factor-by-passkey = عند تسجيل الدخول تستخدم أيضًا أحد مفاتيح مرورك.

journal-staff-passkey-added = أضاف { $actor } مفتاح مرور
journal-staff-passkey-removed = أزال { $actor } مفتاح مرور
journal-staff-passkey-went-back = رُفض مفتاح مرور لـ { $name }: عدد استخداماته أقل من السابق، فقد تكون له نسخة

mail-staff-passkey-added = أُضيف مفتاح مرور
mail-staff-passkey-removed = أُزيل مفتاح مرور
mail-staff-app-removed = أُزيل تطبيق المصادقة وتبقى مفاتيح المرور
mail-value-passkey = اسم مفتاح المرور
