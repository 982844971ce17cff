import ts from 'typescript';
import { sentencesOf } from './catalogue-sentences.ts';

/** What looks for words on a screen, or presses what bears them. */
const SCREEN_CALLS =
  /^(getBy(Role|Label|Text|Placeholder|Title|AltText)|filter|submit|submitOnce|expectProblem|expectCodeRefused|mailTo|to(ContainText|HaveText|HaveTitle|HaveAccessibleName|Contain|Match))$/;

/** Returns the literals of a test that say what the catalogue says, with their lines: they hold for one language only. */
export function quotedWords(path: string, source: string, catalogue: object): string[] {
  const pieces = piecesOf(catalogue);
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const literal = literalOf(node);
    if (literal !== null && !isTitle(node) && says(literal, pieces, isOnScreen(node))) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push(`${path}:${line + 1}  ${literal}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

type Pieces = { readonly all: ReadonlySet<string>; readonly phrases: readonly string[] };

/** What stands between the arguments of its sentences. */
function piecesOf(catalogue: object): Pieces {
  const texts = sentencesOf(catalogue).flatMap(({ text }) => text.split(/«[^»]*»|\{\w+\}| · /));
  const all = new Set(texts.map((text) => text.trim()).filter((text) => /\p{L}{2}/u.test(text)));
  return { all, phrases: [...all].filter((text) => text.length > 4) };
}

/**
 * Anywhere a piece of four words and more counts, or three words of one; where something is looked for on the screen, one
 * word that is a piece, or what begins with one, does.
 */
function says(literal: string, { all, phrases }: Pieces, isOnScreen: boolean): boolean {
  const text = literal.trim();
  if (isOnScreen && all.has(text) && /\p{Ll}{2}/u.test(text)) return true;
  if (!/\p{L}{2}\S* +\S*\p{L}{2}/u.test(text)) return false;
  return phrases.some(
    (piece) =>
      (text.includes(piece) && wordsIn(piece) > 3) ||
      (piece.includes(text) && wordsIn(text) > 2) ||
      (isOnScreen && text.startsWith(piece)),
  );
}

function wordsIn(text: string): number {
  return text.split(' ').length;
}

function literalOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  return ts.isRegularExpressionLiteral(node) ? node.text.replace(/^\/\^?|\$?\/\w*$/g, '') : null;
}

/** The name of a test, or what an expectation is called when it fails. */
function isTitle(node: ts.Node): boolean {
  const parent = ts.findAncestor(node.parent, (outer) => !ts.isTemplateExpression(outer) && !ts.isTemplateSpan(outer));
  if (!parent) return false;
  return ts.isCallExpression(parent) && /^(test|base|visiting|expect)(\.\w+)*$/.test(parent.expression.getText());
}

function isOnScreen(node: ts.Node): boolean {
  for (let { parent } = node; parent && !ts.isStatement(parent); parent = parent.parent)
    if (ts.isCallExpression(parent)) {
      const { expression } = parent;
      return SCREEN_CALLS.test(ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText());
    }
  return false;
}
