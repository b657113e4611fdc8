# ما كُتب في مرشحات قائمة ولم يُفهم.
typed-no-date = { $filter }: أدخل تاريخاً مثل ‎2026-12-31.
typed-no-amount = { $filter }: أدخل مبلغاً لا يقل عن صفر، مثل 1500.25.
typed-no-percent = { $filter }: أدخل عدداً صحيحاً من 0 إلى 100.
typed-no-number = { $filter }: أدخل رقماً مثل 12.
typed-too-long = { $filter }: هذا أطول مما ينبغي.
