//! What can be wrong with something typed: kinds, not sentences, so that every language can say it.

/// Why a typed value was refused. The page finds words for it; see `locales/*/problems.ftl`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Problem {
    /// Nothing was typed where something must be.
    Required,
    /// Nothing was chosen where something must be.
    NotChosen,
    /// Not one of the choices offered.
    UnknownChoice,
    /// Signs that no keyboard has and that cannot be stored.
    ControlCharacters,
    /// More characters than fit.
    TooLong { max: usize },
    /// Fewer characters than it takes.
    TooShort { min: usize },
    /// Not the shape of an e-mail address.
    NotAnEmail,
    /// Another customer (or staff member) has this address.
    EmailTaken,
    /// Another monitor has this alias.
    AliasTaken,
    /// Not an international phone number.
    NotAPhone,
    /// Not a whole number between the two.
    NotWholeBetween { min: i32, max: i32 },
    /// Not a number between the two with at most so many decimals.
    NotDecimalBetween { min: i32, max: i32, decimals: u32 },
    /// Not a date as `YYYY-MM-DD`.
    NotADate,
    /// A date that has not happened yet.
    NotInThePast,
    /// Younger than the setting allows.
    TooYoung { years: u32 },
    /// Longer ago than anyone has lived.
    TooLongAgo,
    /// The chosen exchange monitor does not exist.
    MonitorUnknown,
    /// The chosen exchange monitor is inactive.
    MonitorInactive,
    /// Only digits (and a leading minus) make a Telegram chat id.
    NotAChatId,
    /// More tags than fit.
    TooManyTags { max: usize },
    /// Not a web address that begins with https:// or http://.
    NotAWebAddress,
    /// A flag that no review stands behind, and no reason either.
    FlagNeedsReason,
    /// A flag is to go off, and nothing says why.
    FlagOffNeedsReason,
    /// A progress that is not what follows from the flags, without a reason.
    ProgressNeedsReason { follows: i32 },
    /// A blocked customer cannot be made active in the form.
    Blocked,
    /// Not plain digits with at most so many decimals.
    NotAnAmount { decimals: u32 },
    /// A point or a comma where the language has none: another one would read another amount.
    MisplacedSign,
    /// Braces around something that is not known here.
    UnknownValue,
    /// A link or a code that works once, where everybody would read it.
    SecretInSubject,
    /// A value in braces that must not be left out.
    MissingValue { value: &'static str },
    /// Not the code of a currency.
    NotACurrency,
    /// Whoever sees only customers with their own tags leaves all other tags alone.
    TagsOfOthers { own: String },
    /// Somebody with these tags would see nobody: they are misspelt, or not given yet.
    NobodyHas { tags: String },
    /// Whoever sees only customers with their own tags cannot let others see more.
    BeyondYourTags { own: String },
    /// Nobody lets others do what they may not do themselves.
    BeyondYourPermissions,
    /// Nobody decides what they themselves may do or see.
    NotYourOwn,
    /// One's own address is changed where a link confirms it.
    OwnAddress,
    /// Somebody who can administer always remains.
    LastAdministrator,
    /// Another group has this name.
    NameTaken,
    /// Neither a network nor an address.
    NotANetwork,
    /// More networks than fit.
    TooManyNetworks { max: usize },
    /// There is the same address rule, which lasts as long.
    RuleThereAlready,
    /// Whoever asks could not come back from where they are.
    LocksYouOut { own: String },
    /// Without one of their tags, the customer would be out of their sight.
    OutOfSight { own: String },
}
