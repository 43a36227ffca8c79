import ts from 'typescript';

/** Whether the rows of a table belong to a client, by the name that the schema exports it under. */
export type Belonging = ReadonlyMap<string, boolean>;

/** `direct`: it stands by itself, not within a row or filter. */
type Leaf = 'scope' | 'held' | { bare: string; direct: boolean };
type Method = { name: string; declaration: ts.SignatureDeclaration; signature: ts.Signature };

const ID = /(?:^id|Id|^ids|Ids)$/;
const OURS = /\/src\/(?:main\/features|modules)\//;
const TABLES = /\/(?:db\/schema\/[a-z-]+|modules\/[a-z-]+\/main\/tables)\.ts$/;
const HOW = 'docs/adding-a-feature.md, A store';

/**
 * Methods of stores that take an id of a client's row as it comes, or hand out rows as held that no scope let through,
 * in sentences that say what to write.
 */
export function looseMethods(program: ts.Program, paths: readonly string[], belonging: Belonging): string[] {
  const checker = program.getTypeChecker();
  return paths.flatMap(path => {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`${path} is not part of the program`);
    return methodsOf(checker, file).flatMap(method => complaintsOf(checker, method, belonging));
  });
}

function complaintsOf(checker: ts.TypeChecker, method: Method, belonging: Belonging): string[] {
  const { name, declaration, signature } = method;
  const leaves = signature
    .getParameters()
    .flatMap(parameter => leavesOf(checker, checker.getTypeOfSymbol(parameter), parameter, declaration));
  if (leaves.includes('scope')) return [];
  // Beside an id that is held, others are looked for under it; what is written beside it must be held too.
  const isBound = leaves.includes('held');
  if (isBound && !declaration.getText().includes('.insert(')) return [];
  const reached = reachedFrom(checker, declaration, belonging);
  const touchesClients = [...reached.tables].some(table => belonging.get(table) === true);
  if (!touchesClients) return [];
  const bare = leaves
    .flatMap(leaf => (typeof leaf === 'object' && (!isBound || leaf.direct) ? leaf.bare : []))
    .filter(id => tableNamedBy(id, belonging) ?? true);
  const complaints = [...new Set(bare)].map(
    id =>
      `${name} takes ${id} as it comes: write \`scope: ClientScope\` first and put it in the condition, or take a HeldId (${HOW})`,
  );
  const given = leavesOf(checker, signature.getReturnType(), undefined, declaration);
  if (!isBound && given.includes('held') && !reached.names.has('heldBecause'))
    complaints.push(
      `${name} hands out rows as held without a scope: take one, or write heldBecause(why, row) (${HOW})`,
    );
  return complaints;
}

/** What the exported makers of a file return; what they spread from others too. */
function methodsOf(checker: ts.TypeChecker, file: ts.SourceFile): Method[] {
  return file.statements
    .filter(ts.isFunctionDeclaration)
    .filter(
      ({ name, modifiers }) => name && modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    )
    .flatMap(maker => {
      const made = checker.getSignatureFromDeclaration(maker)?.getReturnType();
      return (made?.getProperties() ?? []).flatMap(property =>
        checker
          .getTypeOfSymbol(property)
          .getCallSignatures()
          .flatMap(signature => {
            const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
            const name = `${maker.name?.text}: ${property.name}`;
            return declaration && OURS.test(declaration.getSourceFile().fileName)
              ? [{ name, declaration, signature }]
              : [];
          }),
      );
    });
}

/** The ids within a type, as far as they are written here. */
function leavesOf(
  checker: ts.TypeChecker,
  type: ts.Type,
  symbol: ts.Symbol | undefined,
  place: ts.Node,
  depth = 0,
): Leaf[] {
  if (type.aliasSymbol?.name === 'ClientScope') return ['scope'];
  if (type.aliasSymbol?.name === 'HeldId') return ['held'];
  if (type.isUnion()) return type.types.flatMap(one => leavesOf(checker, one, symbol, place, depth));
  if (type.flags & ts.TypeFlags.String) {
    const isId = symbol !== undefined && ID.test(symbol.name) && !saysWhy(checker, symbol);
    return isId ? [{ bare: symbol.name, direct: depth === 0 }] : [];
  }
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) || depth > 2) return [];
  const within = type.flags & ts.TypeFlags.Object ? checker.getTypeArguments(type as ts.TypeReference) : [];
  if (within.length > 0) return within.flatMap(one => leavesOf(checker, one, symbol, place, depth));
  if (type.getCallSignatures().length > 0) return [];
  return type
    .getProperties()
    .flatMap(property =>
      leavesOf(checker, checker.getTypeOfSymbolAtLocation(property, place), property, place, depth + 1),
    );
}

/** Whether it is declared as an `UnscopedId`, which gives the reason. */
function saysWhy(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(declaration => {
    const node = 'type' in declaration ? (declaration.type as ts.TypeNode | undefined) : undefined;
    const parts = node && ts.isUnionTypeNode(node) ? node.types : node ? [node] : [];
    return parts.some(part => isUnscoped(checker, part));
  });
}

function isUnscoped(checker: ts.TypeChecker, node: ts.TypeNode): boolean {
  if (ts.isTypeOperatorNode(node)) return isUnscoped(checker, node.type);
  if (ts.isArrayTypeNode(node)) return isUnscoped(checker, node.elementType);
  if (!ts.isTypeReferenceNode(node)) return false;
  if (node.typeName.getText() === 'UnscopedId') return true;
  const alias = checker.getSymbolAtLocation(node.typeName)?.declarations?.find(ts.isTypeAliasDeclaration);
  return alias !== undefined && isUnscoped(checker, alias.type);
}

/** The tables that a method comes by, through whatever it calls or has prepared, and every name it uses. */
function reachedFrom(checker: ts.TypeChecker, from: ts.Node, belonging: Belonging) {
  const tables = new Set<string>();
  const names = new Set<string>();
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      names.add(node.text);
      const symbol = symbolOf(checker, node);
      for (const declaration of symbol?.declarations ?? []) {
        if (seen.has(declaration)) continue;
        seen.add(declaration);
        const { fileName } = declaration.getSourceFile();
        if (symbol && belonging.has(symbol.name) && TABLES.test(fileName)) tables.add(symbol.name);
        else if (OURS.test(fileName) && isValue(declaration)) ts.forEachChild(declaration, visit);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(from);
  return { tables, names };
}

function symbolOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

const isValue = (node: ts.Node) => ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node);

/** Whether the table that an id is named for belongs to a client: `userId` is of `users`; null when it names none. */
function tableNamedBy(id: string, belonging: Belonging): boolean | null {
  const named = id.replace(/Ids?$/, '').toLowerCase();
  const [longest] = [...belonging.keys()]
    .filter(table => named.endsWith(table.replace(/s$/, '').toLowerCase()))
    .toSorted((left, right) => right.length - left.length);
  return longest === undefined ? null : (belonging.get(longest) ?? null);
}
