import type { Parts } from '../words/parts.ts';

/** What is sent: the same in two forms. */
export type MailContent = { subject: string; text: string; html: string };

/** A link inside a sentence. The text form shows `text`, so it is the URL or the address itself. */
export type Link = { readonly href: string; readonly text: string };

/** A sentence, with links in it or without. */
export type Sentence = string | Parts<Link>;

/** A link that is a button. */
export type Button = { readonly label: string; readonly url: string };

/** A row of the table of facts. */
export type Fact = { readonly name: string; readonly value: string };

/** What a mail says, in its order, before it takes one of its two forms. */
export type MailParts = {
  /** At most 60 characters: what a phone shows. It is the heading as well. */
  subject: string;
  /** The first is also what a list of mails shows behind the subject. */
  paragraphs: readonly Sentence[];
  /** The one thing to do. */
  action?: Button | undefined;
  /** About the link: how long it works, when to ignore it. */
  notes?: readonly Sentence[];
  /** When, in which browser, from where. */
  facts?: readonly Fact[];
  /** Behind the facts. */
  reassurance?: string | undefined;
  /** For whoever didn't do it. */
  alarm?: Button | undefined;
  /** Why they get it. */
  why: string;
};

/** The parts with what stands around them in every mail. */
export type Letter = MailParts & { readonly greeting: string; readonly footer: readonly Sentence[] };
