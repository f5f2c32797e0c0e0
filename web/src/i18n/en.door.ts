/** The words of the first page and of the one where people join; a board does without. */
export const enDoor = {
  "app.claim": "Groups that think together live, and bring it home.",

  "home.title": "Join a workshop",
  "home.code": "Code",
  "home.code.hint": "The code is on the facilitator's screen. Capitals or not, with or without dash.",
  "home.go": "Continue",
  "home.mine": "Your workshops on this device",
  "home.facilitate": "You facilitate",
  "home.take_part": "You take part as {name}",
  "home.away": "The server does not answer. Joining with a code has to wait for the connection.",
  "home.away.boards": "These open without the server too:",

  "join.title": "Join",
  "join.name": "What is your name?",
  "join.name.hint": "Others on the board see it. A nickname is fine.",
  "join.group": "Your group",
  "join.group.any": "Put me where there is room",
  "join.people": { one: "{n} person", other: "{n} people" },
  "join.list": "Are you one of these?",
  "join.list.other": "No, somebody else",
  "join.expected": "This code is for {name}.",
  "join.go": "Go to the board",
  "join.again": "Continue as {name}",
  "join.other": "Somebody else on this device",
  "join.waiting": "{name}, you are in the waiting room. As soon as you are let in, this page goes on by itself.",
  "join.away": "The server does not answer. When the connection is back this page goes on by itself.",
  "join.no_account": "No account, no cookies.",

  "gone.title": "There is nothing at this address",
  "gone.text": "The link may be cut off. Go back to the start and enter the code.",
} as const;
