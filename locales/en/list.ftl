# The list of customers: its columns, filters and pages.
column-id = No.
column-last-activity = Last activity
filter-blocked = Blocked
filter-waiting = Waits for review
status-blocked = Blocked
list-count-exactly = Count exactly
list-count-too-long = Counting exactly took too long. Narrow the list down and try again.
list-without = Show the list without “{ $filter }”
list-empty-here = There is nothing on this page of the list any more.
list-first = First page
list-last = Last page
list-remove-value = Remove
hint-q-plain = Name, e-mail or phone (three characters or more), or the customer’s number.
