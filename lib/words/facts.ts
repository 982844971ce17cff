/** What the sentence of a refusal may be filled with. Finished texts and numbers: nothing here is translated again. */
export type Facts = {
  readonly minutes?: number;
  readonly minimum?: number;
  readonly provider?: string;
  readonly address?: string;
  readonly appName?: string;
  readonly appId?: string;
  /** The host that another app has already. */
  readonly taken?: string;
  /** The word of a rejected password that anyone would guess. */
  readonly word?: string;
  readonly reference?: string;
  /** Hours and minutes, UTC. */
  readonly time?: string;
  readonly domains?: string;
  readonly count?: number;
  /** With commas. */
  readonly emails?: string;
};
