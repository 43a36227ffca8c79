import ts from 'typescript';

/** One module a file names: statically, dynamically, by `require` or in a type. */
export type SourceImport = {
  /** As written: `#main/db/connection.ts`, `./store.ts`, `zod`. */
  specifier: string;
  /** Names taken by a static import or re-export; empty for the other forms. */
  names: string[];
  /** True when nothing of it is left at run time. */
  typeOnly: boolean;
  /** Of `names`, those that are types alone: `import { type Socket }`. */
  typeNames?: string[];
};

export type SourceFacts = {
  imports: SourceImport[];
  /** Global functions that open a connection and are called without being declared in the file. */
  globalConnections: string[];
};

const CONNECTING_GLOBALS = [
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'WebTransport',
  'RTCPeerConnection',
];

/** What a source file reaches for, read from its syntax. Comments and strings are not mistaken for imports. */
export function readSource(path: string, text: string): SourceFacts {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  const imports: SourceImport[] = [];
  const declared = new Set<string>();
  const called = new Set<string>();

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      const names = [
        ...(clause?.name === undefined ? [] : ['default']),
        ...(bindings === undefined
          ? []
          : ts.isNamespaceImport(bindings)
            ? ['*']
            : bindings.elements.map(importedName)),
      ];
      const typeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      const typeNames =
        bindings === undefined || ts.isNamespaceImport(bindings)
          ? []
          : bindings.elements.filter(({ isTypeOnly }) => isTypeOnly).map(importedName);
      imports.push({ specifier: node.moduleSpecifier.text, names, typeOnly, typeNames });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const clause = node.exportClause;
      const names = clause && ts.isNamedExports(clause) ? clause.elements.map(importedName) : ['*'];
      imports.push({ specifier: node.moduleSpecifier.text, names, typeOnly: node.isTypeOnly });
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      imports.push({ specifier: node.argument.literal.text, names: [], typeOnly: true });
    } else if (ts.isCallExpression(node)) {
      const target = node.expression;
      const argument = node.arguments[0];
      const loads =
        target.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(target) && target.text === 'require');
      if (loads && argument !== undefined && ts.isStringLiteralLike(argument)) {
        imports.push({ specifier: argument.text, names: [], typeOnly: false });
      }
      noteConnection(target, called);
    } else if (ts.isNewExpression(node)) {
      noteConnection(node.expression, called);
    } else if (
      (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    ) {
      declared.add(node.name.text);
    } else if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
      declared.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { names } of imports) for (const name of names) declared.add(name);
  return {
    imports,
    globalConnections: [...called].filter(name => name.includes('.') || !declared.has(name)),
  };
}

function importedName(element: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (element.propertyName ?? element.name).text;
}

function noteConnection(target: ts.Expression, called: Set<string>): void {
  if (ts.isIdentifier(target) && CONNECTING_GLOBALS.includes(target.text)) called.add(target.text);
  const isGlobalMember =
    ts.isPropertyAccessExpression(target) &&
    ts.isIdentifier(target.expression) &&
    ['globalThis', 'window', 'self'].includes(target.expression.text);
  if (isGlobalMember && CONNECTING_GLOBALS.includes(target.name.text))
    called.add(`globalThis.${target.name.text}`);
}
