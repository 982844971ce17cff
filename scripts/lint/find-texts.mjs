import ts from 'typescript';

/** Attributes that no person reads. */
const MACHINE_ATTRIBUTES =
  /^(className|id|name|type|href|src|d|viewBox|style|rel|role|dir|method|target|value|key|look|shape|points|transform|titleId|returnFocusTo|auto[A-Z]\w+|inputMode|data-.*|aria-(labelledby|describedby|controls|live|current|sort))$/;

/** Functions whose texts are for machines, developers or the log. */
const MACHINE_CALLS =
  /^(.*\.)?(info|warn|error|debug|trace|fatal|keyedHash|lockFor|createHash|update|digest|getElementById|querySelector|querySelectorAll|closest|matches|set|setHeader|append|get|has|delete|split|join|replace|replaceAll|startsWith|endsWith|includes|test|exec|import)$/;

/** Values of headers, scopes and the like. */
const MACHINE_TEXT =
  /;\s*(charset|filename)=|^attachment|^Bearer |-src '|;\s*Path=\/|^openid |^(user|read):|^email public|^minlength:|^accounts: |^light dark$/;

/** Languages are chosen in lib/words: nothing else names one, or formats by itself. */
const LANGUAGE_NAME = /^en(-GB)?$/;

/**
 * Returns the texts for people in a source file, with their lines; values inside them are shown as …. What tells them from
 * other strings is how they read and where they stand.
 *
 * @param {string} path
 * @param {string} source
 */
export function findTexts(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  /** @type {{ path: string, line: number, text: string }[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const text = isAboutMachines(node) ? null : textOf(node);
    if (text !== null) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({ path, line: line + 1, text: text.replace(/\s+/g, ' ').trim() });
    }
    // The parts of a template are told with the whole.
    const inside =
      text !== null && ts.isTemplateExpression(node) ? node.templateSpans.map((span) => span.expression) : null;
    if (inside) inside.forEach(visit);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * What a person would read as words; null for anything else.
 *
 * @param {ts.Node} node
 */
function textOf(node) {
  if (ts.isJsxText(node)) return /\p{L}/u.test(node.text) ? node.text : null;
  if (ts.isPropertyAccessExpression(node)) return node.name.text.startsWith('toLocale') ? node.getText() : null;
  if (ts.isStringLiteralLike(node)) return isText(node.text) || LANGUAGE_NAME.test(node.text) ? node.text : null;
  if (!ts.isTemplateExpression(node)) return null;
  const text = [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join('…');
  return isText(text) ? text : null;
}

/**
 * Two words with a space between, or one that begins with a capital as the first word on a button does.
 *
 * @param {string} written
 */
function isText(written) {
  const text = written.includes('<!doctype') ? written.replace(/<[^>]*>/g, ' ').trim() : written.trim();
  if (MACHINE_TEXT.test(text)) return false;
  return (
    /\p{L}[\p{L}’'.,;:!?…)”"-]*\s+[(“"‘]*[\p{L}\p{N}…]/u.test(text) ||
    /[\p{N}…]\s+[\p{L}]{2}/u.test(text) ||
    /^[\p{Lu}✓][\p{Ll}’-]+[.!?…]*$/u.test(text)
  );
}

/**
 * Whether the place of this node says that no person reads it.
 *
 * @param {ts.Node} node
 */
function isAboutMachines(node) {
  const { parent } = node;
  if (!parent || ts.isJsxText(node)) return false;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent)) return true;
  if (ts.isPropertySignature(parent) || ts.isElementAccessExpression(parent) || ts.isCaseClause(parent)) return true;
  // A directive.
  if (ts.isExpressionStatement(parent) || ts.isTaggedTemplateExpression(parent)) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isBinaryExpression(parent) && /^(===|!==|in)$/.test(parent.operatorToken.getText())) return true;
  return around(node).some(isForMachines);
}

/** @param {ts.Node} node */
function isForMachines(node) {
  if (ts.isJsxAttribute(node)) return MACHINE_ATTRIBUTES.test(node.name.getText());
  if (ts.isNewExpression(node)) return /Error$|^(Headers|URL|RegExp)$/.test(node.expression.getText());
  if (ts.isVariableDeclaration(node)) return /^className$/.test(node.name.getText());
  if (ts.isThrowStatement(node)) return true;
  return ts.isCallExpression(node) && MACHINE_CALLS.test(node.expression.getText());
}

/**
 * What the node stands in, up to the first that begins something of its own.
 *
 * @param {ts.Node} node
 */
function around(node) {
  /** @type {ts.Node[]} */
  const found = [];
  for (let { parent } = node; parent; parent = parent.parent) {
    found.push(parent);
    if (ts.isJsxElement(parent) || ts.isArrowFunction(parent) || ts.isBlock(parent)) break;
  }
  return found;
}
