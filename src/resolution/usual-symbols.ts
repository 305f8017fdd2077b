/**
 * A shortcut through `add-definition.ts` and `add-reference.ts`, by numbers alone, for what nearly all symbols of nearly all
 * objects are: a function or data that nobody has defined yet, or a reference to one that is new or known. Wherever the rules
 * have to decide, or something is to be said, the shortcut ends.
 *
 * One loop over columns, without a call or an object: interpreters take as long for one of these as for everything else that
 * is done about a symbol, and a link has tens of thousands.
 */
import { mintId, type SymbolId } from "../base/ids.ts";
import type { SymbolColumns } from "../format/object-module.ts";
import { SymbolFlag, SymbolKind } from "../format/wasm.ts";
import type { ObjectContent } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { KEPT_TRAITS, Kind, Trait } from "../model/symbol-kind.ts";
import { NONE, UNMET } from "../model/symbol-table.ts";

/** Adds the symbols of an object from `row` on, up to the first that is not usual: returns its row, or the number of all. */
// eslint-disable-next-line complexity, max-lines-per-function -- see above
export function addUsualSymbols(link: LinkState, file: number, content: ObjectContent, row: number): number {
  // Looked up once: an interpreter looks up what stands in the loop each time.
  const { symbols, fileSymbols } = link;
  const { discarded } = link.chunks;
  const { module, symbolStart, segmentStart } = content;
  const firstFunction = content.functionStart - module.importedFunctionCount;
  const segmentCount = module.segments.count;
  const { count, name, kind, flags, signature, index, symbolIndex, called } = module.symbols;
  const { importModule, importName, offset, size } = module.symbols;
  const { positions, order } = symbols;
  const { kind: knownKind, flags: knownFlags, traits, signature: knownSignature, file: knownFile } = symbols;
  const { importModule: knownModule, importName: knownName, target: knownTarget } = symbols;
  const { offset: knownOffset, size: knownSize, stub } = symbols;
  const nameCount = positions.length;
  const capacity = knownKind.length;
  const { definedFunction, definedData, undefinedFunction, undefinedData, lazy } = Kind;
  const { traced, usedInRegularObject } = Trait;
  const { function: functions, data } = SymbolKind;
  const { undefined: isReference, bindingMask, bindingWeak } = SymbolFlag;
  for (; row < count; row++) {
    const text = name[row];
    if (text === NONE || text >= nameCount) break;
    const position = positions[text];
    const isNew = position === UNMET;
    if (position < UNMET || (isNew && symbols.length === capacity)) break;
    const id = isNew ? mintId<"symbol">(symbols.length) : order[position - 1];
    if (!isNew && (traits[id] & traced) !== 0) break;
    const known = isNew ? Kind.unset : knownKind[id];
    const isFunction = kind[row] === functions;
    const type = signature[row];
    if (!isFunction && kind[row] !== data) {
      if ((flags[row] & isReference) === 0 || !isKnownElement(link, id, module.symbols, row)) break;
      traits[id] = traits[id] | usedInRegularObject;
    } else if ((flags[row] & isReference) !== 0) {
      if (importName[row] !== NONE) break;
      let isCalled = isFunction && called[row] === 1;
      if (isNew) {
        symbols.addNamed(text);
        knownKind[id] = isFunction ? undefinedFunction : undefinedData;
        knownFlags[id] = flags[row];
        knownFile[id] = file;
        if (isFunction) {
          knownSignature[id] = type;
          knownModule[id] = importModule[row];
        }
      } else if (known === (isFunction ? undefinedFunction : undefinedData)) {
        if ((knownFlags[id] & bindingMask) === bindingWeak) break;
        if (isFunction && (knownSignature[id] !== type || knownModule[id] !== importModule[row])) break;
        if (isFunction && knownName[id] !== NONE) break;
      } else {
        if (known !== (isFunction ? definedFunction : definedData)) break;
        if (isFunction && knownSignature[id] !== type) break;
        isCalled = false;
      }
      traits[id] = traits[id] | (isCalled ? usedInRegularObject | Trait.calledDirectly : usedInRegularObject);
    } else {
      const element = index[row];
      // An absolute symbol names segment 0, which need not exist.
      if (!isFunction && element >= segmentCount) break;
      const target = (isFunction ? firstFunction : segmentStart) + element;
      if (discarded[target] !== 0) {
        // Its group is another file's, and so is the symbol.
        if (known !== (isFunction ? definedFunction : definedData)) break;
        if (isFunction && knownSignature[id] !== type) break;
        traits[id] = traits[id] | usedInRegularObject;
      } else {
        if (isNew) symbols.addNamed(text);
        else if (known !== lazy) {
          if (known !== (isFunction ? undefinedFunction : undefinedData) || knownSignature[id] !== type) break;
        }
        traits[id] = (traits[id] | usedInRegularObject) & KEPT_TRAITS;
        knownKind[id] = isFunction ? definedFunction : definedData;
        knownFlags[id] = flags[row];
        knownFile[id] = file;
        knownTarget[id] = target;
        knownSignature[id] = type;
        knownOffset[id] = offset[row];
        knownSize[id] = size[row];
        stub[id] = NONE;
        knownModule[id] = NONE;
        knownName[id] = NONE;
      }
    }
    fileSymbols[symbolStart + symbolIndex[row]] = id;
  }
  return row;
}

/** Whether a reference to a global or a table is to the symbol that there is, and changes nothing about it. */
function isKnownElement(link: LinkState, id: SymbolId, { kind, globalTypes }: SymbolColumns, row: number): boolean {
  const { symbols } = link;
  switch (symbols.kind[id]) {
    case Kind.undefinedTable:
      return kind[row] === SymbolKind.table && !symbols.isWeak(id);
    case Kind.undefinedGlobal:
      return kind[row] === SymbolKind.global && !symbols.isWeak(id);
    case Kind.definedGlobal: {
      const type = globalTypes.get(row);
      const known = link.globals[symbols.target[id]].type;
      return type !== undefined && type.type === known.type && type.mutable === known.mutable;
    }
    default:
      return false;
  }
}
