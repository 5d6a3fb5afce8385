//! What is reported as happened, ongoing, planned, called off, denied or hypothetical.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{Key, Rule, Span, When, Who};

/// Something reported as happened, ongoing, planned, possible, called off, denied or hypothetical. Mentions of one
/// event are folded into one entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Event {
    /// Its place in the list. Local to this record.
    pub id: u32,
    /// The word or phrase that names it, at its first mention: "met", "called off".
    pub trigger: Span,
    /// See `EventKind`.
    pub kind: EventKind,
    /// A class in the manner of PLOVER (Halterman et al. 2023), in capitals; null where none fits. The values
    /// today: `AGREE`, `AID`, `ASSAULT`, `COERCE`, `CONCEDE`, `CONSULT`, `COOPERATE`, `DEMAND`, `DISAPPROVE`,
    /// `FIGHT`, `INVESTIGATE`, `MOBILIZE`, `PROTEST`, `REJECT`, `RETREAT`, `SANCTION`, `SUPPORT`, `THREATEN`.
    pub plover: Option<String>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// When it happened, or is to.
    pub when: Option<When>,
    /// The place.
    #[serde(rename = "where")]
    pub place: Option<Who>,
    /// See `Status`.
    pub status: Status,
    /// The statement that reports it; null where the writer does.
    pub said_in: Option<u32>,
    /// What the article is about. Not filled yet: false.
    pub main: bool,
    /// Its durable name, beginning with `e:`.
    pub key: Key,
    /// `event-verb` or `event-noun`.
    pub rule: Rule,
    /// That it is such an event, with this status.
    pub score: f32,
}

/// Somebody or something that takes part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Participant {
    /// The entity; null where the words name nobody in particular.
    pub entity: Option<u32>,
    /// The words that name it here; null where it follows from who is speaking ("I will meet her"). At least one of
    /// the two is there.
    pub span: Option<Span>,
    /// `agent`, `patient` or `other`.
    pub role: ParticipantRole,
}

names! {
    /// What a participant does in an event.
    pub enum ParticipantRole {
        /// Who does it; of a meeting, each side.
        Agent = "agent",
        /// To whom or what it is done.
        Patient = "patient",
        /// Takes part in another way.
        Other = "other",
    }
}

names! {
    /// Whether an event happened.
    pub enum Status {
        /// It happened.
        Happened = "happened",
        /// It is going on.
        Ongoing = "ongoing",
        /// It is intended, scheduled or arranged.
        Planned = "planned",
        /// It may happen, or may have happened.
        Possible = "possible",
        /// It was called off.
        Cancelled = "cancelled",
        /// It did or will not happen.
        Denied = "denied",
        /// It stands under an "if".
        Hypothetical = "hypothetical",
    }
}

names! {
    /// What happened.
    pub enum EventKind {
        /// A meeting, talks, a summit; greeting or receiving somebody.
        Meet = "meet",
        /// A telephone call.
        Call = "call",
        /// A visit, a tour.
        Visit = "visit",
        /// Talking with or to: negotiations, a speech, a briefing, testimony.
        Speak = "speak",
        /// An interview.
        Interview = "interview",
        /// An agreement; accepting.
        Agree = "agree",
        /// Signing, ratifying.
        Sign = "sign",
        /// An announcement.
        Announce = "announce",
        /// Appointing, nominating, promoting.
        Appoint = "appoint",
        /// Resigning, stepping down.
        Resign = "resign",
        /// An election.
        Elect = "elect",
        /// A vote, a referendum.
        Vote = "vote",
        /// An attack, an invasion, an explosion; violence short of a killing.
        Attack = "attack",
        /// A killing.
        Kill = "kill",
        /// An arrest, a kidnapping.
        Arrest = "arrest",
        /// Imprisonment.
        Jail = "jail",
        /// A charge, an indictment.
        Charge = "charge",
        /// A conviction, a plea of guilty.
        Convict = "convict",
        /// An acquittal.
        Acquit = "acquit",
        /// A sentence.
        Sentence = "sentence",
        /// A fine.
        Fine = "fine",
        /// A lawsuit, an appeal to a court.
        Sue = "sue",
        /// A protest, a strike, a riot.
        Protest = "protest",
        /// A threat, an ultimatum.
        Threaten = "threaten",
        /// A demand, a request, urging.
        Demand = "demand",
        /// An offer, a proposal.
        Offer = "offer",
        /// A refusal, a veto; ruling something out.
        Reject = "reject",
        /// A withdrawal, a retreat, a surrender.
        Withdraw = "withdraw",
        /// Calling off, halting, striking down.
        Cancel = "cancel",
        /// Putting off.
        Postpone = "postpone",
        /// Supplying, delivering, donating.
        Provide = "provide",
        /// Sanctions, a ban, expelling.
        Sanction = "sanction",
        /// A launch of a rocket, product or campaign.
        Launch = "launch",
        /// Buying, taking over, merging.
        Acquire = "acquire",
        /// Investing.
        Invest = "invest",
        /// Hiring.
        Hire = "hire",
        /// Dismissing, sacking, ousting.
        Dismiss = "dismiss",
        /// Setting free; lifting what was imposed.
        Release = "release",
        /// Publishing.
        Publish = "publish",
        /// Hosting; a dinner, a reception.
        Host = "host",
        /// Leading, chairing.
        Lead = "lead",
        /// A journey; flying, landing, returning.
        Travel = "travel",
        /// A death without a killer.
        Die = "die",
        /// An injury.
        Injure = "injure",
        /// Any other event.
        Other = "other",
    }
}
