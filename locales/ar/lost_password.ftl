# كلمة مرور جديدة لمن فقد كلمته، وكلمات مرور لم تعد مقبولة.
lost-password-offer = نسيت كلمة المرور؟
lost-password-title = نسيت كلمة المرور؟
lost-password-note = اكتب العنوان الذي تسجّل الدخول به. نرسل إليه رابطًا تضع به كلمة مرور جديدة. يعمل مرة واحدة خلال 30 دقيقة.
lost-password-submit = إرسال الرابط
lost-password-back = العودة إلى تسجيل الدخول
lost-password-sent-title = انظر في بريدك
lost-password-sent-note = إن كان أحد يسجّل الدخول هنا بهذا العنوان فالرابط في طريقه إليه. يعمل مرة واحدة خلال 30 دقيقة، ولا يعمل إلا أحدث رابط.
lost-password-sent-nothing = لم يصل شيء؟ انظر في مجلد الرسائل غير المرغوب فيها، أو انتظر بضع دقائق، أو اطلب مرة أخرى. وإن كنت مدعوًّا فقط حتى الآن أو كان حسابك معطّلًا فعلى أحد المسؤولين أن يساعدك.
lost-password-again = الطلب مرة أخرى
lost-password-set-title = ضع كلمة مرور جديدة
lost-password-set-note = للعنوان { $email }. تنتهي جميع الجلسات، وتسجّل الدخول بكلمة المرور الجديدة. ويبقى عاملك الثاني كما هو.
lost-password-set-submit = وضع كلمة المرور
lost-password-set-done = وُضعت كلمة مرورك الجديدة. سجّل الدخول بها الآن.

staff-password-link = إرسال رابط لكلمة مرور جديدة
staff-password-link-note = لمن نسي كلمة مروره. يذهب الرابط إلى عنوانه هو ويعمل 30 دقيقة؛ ولا يراه أحد غيره، ويبقى عامله الثاني كما هو.
staff-password-link-done = الرابط في الطريق.

blocked-code-by-mail = رموز الدخول بالبريد
blocked-lost-password = روابط كلمة مرور جديدة، لعنوان واحد
blocked-lost-passwords = روابط كلمات مرور جديدة، من شبكة واحدة
blocked-in-a-row = كلمة مرور، بعد 100 محاولة خاطئة متتالية
blocked-until-reset = إلى أن توضع كلمة مرور أخرى

mail-staff-password-link = رابط لكلمة مرور جديدة
mail-staff-password-closed = كلمة مرور لم تعد مقبولة

journal-staff-password-link-asked = طلب { $actor } رابطًا لكلمة مرور جديدة لـ { $name }
journal-staff-password-link-sent = أرسل { $actor } إلى { $name } رابطًا لكلمة مرور جديدة
journal-staff-password-reset = وضع { $actor } كلمة مرور جديدة برابط
journal-staff-password-closed = بعد 100 محاولة خاطئة متتالية لم تعد كلمة مرور { $name } مقبولة
