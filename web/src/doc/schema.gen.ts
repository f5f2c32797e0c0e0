// Generated from crates/board/src/schema.rs by `make gen`; do not edit.

export const SCHEMA_VERSION = 1;
export const ROOTS = ["meta", "notes", "clusters", "links", "marks", "comments", "reactions", "tallies", "hidden"] as const;
export const COLORS = ["yellow", "orange", "pink", "green", "blue", "violet", "white"] as const;
export const REACTIONS = ["plus", "heart", "star", "question", "caution"] as const;
export const FORMS = ["rectangle", "ellipse", "diamond", "triangle", "line", "arrow"] as const;
export type Form = (typeof FORMS)[number];
export type ReactionKind = (typeof REACTIONS)[number];
export type ColorName = (typeof COLORS)[number];
export const FIELD = {
  TEXT: "text",
  TITLE: "title",
  LABEL: "label",
  POS: "pos",
  SIZE: "size",
  COLOR: "color",
  Z: "z",
  CLUSTER: "cluster",
  AUTHOR: "author",
  AT: "at",
  TAGS: "tags",
  LOCKED: "locked",
  SRC: "src",
  LAYOUT: "layout",
  COLLAPSED: "collapsed",
  FROM: "from",
  TO: "to",
  STYLE: "style",
  ON: "on",
  DONE: "done",
  QUOTE: "quote",
  KIND: "kind",
  STAMPS: "stamps",
  FORM: "form",
  POINTS: "points",
  IMAGE: "image",
  SCHEMA: "schema",
  VOTES: "votes",
  ROUND: "round",
} as const;
/** Texts in UTF-16 units, lengths in CSS pixels at zoom 1. */
export const LIMIT = {
  NOTE_TEXT: 2000,
  TITLE: 200,
  LABEL: 120,
  COMMENT: 2000,
  QUOTE: 80,
  COORDINATE: 1000000,
  SIDE_MIN: 40,
  NOTE_SIDE: 2000,
  CLUSTER_SIDE: 100000,
  MARK_SIDE_MIN: 1,
  MARK_SIDE: 20000,
  POINT: 10000,
  POINTS: 4000,
  TAGS: 20,
  TAG: 40,
  ITEM_ID: 40,
  ORDER_KEY: 200,
} as const;
/** Side of a new note. */
export const NOTE_SIDE = 200;
