# الجرس وتصدير الطلبات وما يقع خارج وسوم القارئ.
request-account-hidden = هذا الحساب لعميل خارج الوسوم المسموح لك برؤيتها. ترى رقمه فقط.
permission-requests-export = تصدير الطلبات
journal-request-exported = صدّر { $actor } الطلبات

bell-waiting = { $count ->
    [0] لا طلبات بانتظار قرار
    [one] طلب واحد بانتظار قرار
    [two] طلبان بانتظار قرار
    [few] { $count } طلبات بانتظار قرار
    [100] أكثر من 99 طلبًا بانتظار قرار
   *[other] { $count } طلبًا بانتظار قرار
}
error-bell-busy = الاتصالات المباشرة كثيرة جدًا. تعمل الصفحة بدونها؛ أعد تحميلها لترى الجديد.
notifications-title = الطلبات المنتظرة
notifications-latest = أحدث الطلبات
notifications-all = كل الطلبات المفتوحة
home-requests = طلبات بانتظار قرار
home-requests-oldest = مدة انتظار الأقدم:
home-to-requests = افتح القائمة
