/** Words the stage shows or tells a screen reader; ui gives them, read anew each time they are needed. */
export interface StageLabels {
  /** Accessible name of the stage. */
  readonly stage: string;
  /** Accessible name of the field while a note is written. */
  readonly noteText: string;
  readonly clusterTitle: string;
  readonly markText: string;
  readonly linkLabel: string;
  /** Shown in a cluster without title, and as placeholder of its field. */
  readonly untitled: string;
  /** Placeholder of the link's field. */
  readonly labelHint: string;
  /** Title of the round handle that starts a link. */
  readonly linkHandle: string;
}
