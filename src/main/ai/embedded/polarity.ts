/*
 * Whether a sentence says that something is, or that it is not. Words alone: what a reader sees at a glance, not logic.
 */

const NEGATIVE =
  /(?<!\p{L})(?:ne|n['’](?=\p{L})|pas|jamais|aucune?s?|interdite?s?|interdit|défendue?s?|exclue?s?|sauf|hors|sans|ni|not|n['’]t|never|no|none|cannot|forbidden|prohibited|except|excluded|excluding|without|neither|nor|closed|fermée?s?|refusée?s?|impossible)(?!\p{L})|n['’]t(?!\p{L})/iu;

/** A question that asks for what is not, is closed or is forbidden; not one that only doubts ("n'est-il pas…"). */
const ASKS_NEGATIVE =
  /(?<!\p{L})(?:où non|where not|(?:n['’]|ne )\S+(?:[ -]\S+){0,3} (?:pas|jamais|plus)|interdite?s?|défendue?s?|exclue?s?|fermée?s?|not (?:allowed|permitted|included|covered|open|due|possible|paid|valid|available|required|accepted)|forbidden|prohibited|banned|excluded|closed|cannot|can['’]t|(?:is|are|do|does|may|must|should|can|will|was|were)n['’]t|which .{0,40} not|what .{0,40} not|who .{0,40} not|when .{0,40} not|where .{0,40} not|jamais|never|without|sans)(?!\p{L})/iu;

export function isNegative(text: string): boolean {
  return NEGATIVE.test(text);
}

export function asksForNegative(question: string): boolean {
  return ASKS_NEGATIVE.test(question);
}

/** A question that "yes" or "no" answers: both a sentence that allows and one that forbids answer it. */
const ASKS_YES_OR_NO =
  /^\W*(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|am|est-ce qu|peut-on|puis-je|dois-je|doit-on|faut-il|y a-t-il|a-t-on|ai-je|\S+(?:-t)?-(?:il|elle|ils|elles|on|je|nous|vous|tu)(?!\p{L}))|(?<!\p{L})\p{L}+(?:-t)?-(?:il|elle|ils|elles|on|je|nous|vous)(?!\p{L})/iu;
const ASKS_FOR_SOMETHING =
  /(?<!\p{L})(?:qui|que|quoi|quel(?:le)?s?|où|quand|comment|pourquoi|combien|who|what|which|where|when|why|how|whose|whom)(?!\p{L})|(?<!\p{L})qu['’](?!il|elle|on)/iu;

export function asksYesOrNo(question: string): boolean {
  return ASKS_YES_OR_NO.test(question) && !ASKS_FOR_SOMETHING.test(question.replace(/est-ce qu['’e]/giu, ''));
}
