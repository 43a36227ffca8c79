import type { Words } from '#shared/i18n/words.ts';
import type { words as french } from './fr.ts';

export const words: Words<typeof french> = {
  intro: 'What the office corrected or answered itself. Once approved, an answer is used at once.',
  views: 'Proposed answers',
  view_waiting: 'Waiting',
  view_approved: 'Approved',
  view_dropped: 'Dropped',
  empty_waiting: 'Nothing waits for you',
  emptyAdvice_waiting:
    'In a conversation, “Correct” under an answer of the chatbot proposes the right one. It comes here, and you decide.',
  empty_approved: 'No approved answer yet',
  emptyAdvice_approved: 'The answers you approve are listed here, with where they come from.',
  empty_dropped: 'No dropped answer',
  emptyAdvice_dropped: 'A dropped answer is not proposed again; from here you can have it wait again.',
  toConversations: 'See the conversations',
  how_correction: 'Correction of an answer',
  how_person: 'Answer of a person',
  how_hand: 'Written by hand',
  byAt: 'proposed by {{name}}, {{when}}',
  at: 'proposed {{when}}',
  noOrigin: 'The conversation is no longer there.',
  origin: 'See the conversation',
  approvedBy: 'Approved by {{name}}, {{when}}',
  approvedAt: 'Approved {{when}}',
  droppedBy: 'Dropped by {{name}}, {{when}}',
  droppedAt: 'Dropped {{when}}',
  kind_answer: 'Frequent answer',
  kind_article: 'Article',
  toDocument: 'Open the article',
  look: 'Review',
  reopen: 'Have it wait again',
  reopened: 'The answer waits again',
  toAnswers: 'See the frequent answers',
  proposing: {
    correct: 'Correct',
    takeOver: 'Propose this answer',
    answer: 'Answer',
    answerQuestion: 'Answer “{{question}}”',
    title: 'Propose an answer',
    question: 'Question',
    questionHint: 'As it is understood by itself, without the conversation.',
    text: 'The right answer',
    textHint: 'It will be given to everybody who asks this: nothing that concerns one person alone.',
    propose: 'Propose',
    proposed: 'Answer proposed',
    thenDecide: 'It waits for you under “Proposed answers”.',
    thenWait: 'It is used as soon as somebody who looks after the knowledge has approved it.',
    before_waiting: 'An answer to this message is proposed already and waits for a decision.',
    before_dropped: 'An answer to this message was proposed, and dropped.',
    see: 'See the proposed answers',
    all: 'Proposed answers',
    allWaiting: 'Proposed answers ({{count}})',
  },
  review: {
    title: 'Review the proposed answer',
    question: 'Question',
    questionHint: 'As it is understood by itself, without the conversation.',
    kind: 'Becomes',
    kindHint_answer: 'Said word for word to whoever asks this.',
    kindHint_article:
      'A document of its own: the chatbot looks into it and cites it, with its other documents.',
    articleTitle: 'Title of the article',
    articleTitleHint: 'Empty: the question.',
    text_answer: 'Answer',
    text_article: 'Text of the article',
    textHint_answer: 'Markdown is allowed.',
    textHint_article: 'Markdown is allowed; a heading for each subject helps the search.',
    tooLong: 'Too long for a frequent answer: 4,000 characters at most. Make it an article.',
    test: 'Add to the test questions',
    testHint: 'Later measures tell when the chatbot no longer finds it.',
    said: 'The chatbot had answered',
    approve: 'Approve',
    drop: 'Drop',
    approved: 'Approved: the chatbot uses it from now on',
    approvedArticle: 'Approved: the chatbot rests on it from now on',
    dropped: 'Answer dropped',
  },
  revise: {
    open: 'Change',
    title: 'Change the article',
    save: 'Save',
    hint: 'The former text stays among the versions of the document.',
    keepsPersonal: 'The personal data of this text is to stay.',
    saved: 'New version saved',
  },
  personal: {
    title: 'Personal data',
    hint: 'Remove it from the text, or tick what is to stay, such as the number of the office.',
    theirs: 'comes from the person who asked: to be removed',
    keep: 'Keep {{value}}',
    kind_EMAIL: 'email address',
    kind_PHONE: 'phone',
    kind_CARD: 'bank card',
    kind_IBAN: 'bank account',
    kind_SSN: 'social security',
    kind_ADDRESS: 'address',
    kind_NAME: 'name',
  },
  alike: {
    title: 'Said elsewhere already',
    sameQuestion: 'This question has a frequent answer already.',
    sameAnswer: 'A frequent answer says nearly the same.',
    passage: 'A document says it already: “{{title}}”.',
    article: 'An article of the office says it already: “{{title}}”.',
    change_answer: 'Change that one rather than add another',
    change_article: 'Make it the new version of that article',
    changeHint_answer: 'Its answer becomes the one here, and your question is added to those it recognises.',
    changeHint_article: 'The text here takes its place; the former one stays among the versions.',
    openDocument: 'Open the passage',
  },
  errors: {
    proposed_already: {
      title: 'An answer is proposed for this message already',
      advice: 'It waits under “Proposed answers”, where it can be changed.',
    },
    dropped: {
      title: 'An answer to this message was dropped',
      advice: 'Under “Proposed answers”, “Dropped”, it can be made to wait again.',
    },
    decided: {
      title: 'Somebody has decided already',
      advice: 'Load the list again to see what became of it.',
    },
    nothing_said: {
      title: 'The question or the answer is missing',
      advice: 'Write both: what you typed is kept.',
    },
    personal: {
      title: 'There is still personal data in the text',
      advice: 'Remove it, or tick what you keep knowingly.',
    },
    theirs: {
      title: 'The text holds data of the person who asked',
      advice: 'Remove it: an answer is given to all visitors.',
    },
    too_long: {
      title: 'This answer is too long',
      advice: 'A frequent answer has 4,000 characters at most: shorten it, or make it an article.',
    },
    no_article: {
      title: 'There is no article to change',
      advice: 'Its document may have been deleted.',
    },
    question_answered: {
      title: 'This question has a frequent answer already',
      advice: 'Tick “Change that one”, or ask the question differently.',
    },
    answers_full: {
      title: 'This chatbot has as many frequent answers as it may have',
      advice: 'Delete those that are of no use any more, or make it an article.',
    },
    tests_full: {
      title: 'This chatbot has as many test questions as it may have',
      advice: 'Untick “Add to the test questions”, or delete one.',
    },
    answers_off: {
      title: 'Frequent answers are off for this client',
      advice: 'Switch them on under Settings → Modules, then approve.',
    },
  },
  help: {
    title: 'Proposed answers',
    summary: 'Correct a chatbot, and have it remember the correction.',
    body: `When an answer is wrong, incomplete or missing, say the right one: it becomes a **proposal**. Nothing changes until somebody has approved it.

## Propose

- In **Conversations**, open an exchange and choose **Correct** under an answer of the chatbot, then write the right one.
- Under what somebody of the office wrote themselves, **Propose this answer** takes it over.
- Under **Unanswered**, **Answer** does the same.

The question is taken as it is understood by itself. No model is asked: it is immediate, and nothing leaves.

## Review and approve

Under **Proposed answers**, those who look after the knowledge change the text, then **approve** or **drop** it. Approved, it is used from the next question on, in one of two ways:

- **Frequent answer**: said word for word to whoever asks this.
- **Article**: a document of its own in the knowledge. The chatbot looks into it and cites it like the others; the source says “office” and the date. An article is changed from **Approved**: each change makes a new version, and the former one can still be read.

Dropped, it is not proposed again; it can be made to wait again.

If a frequent answer or a document says the same already, Foyer shows it and offers to change the one that is there.

## Test questions

As long as **Add to the test questions** stays ticked, the question joins the test questions: later measures tell when the answer gets lost, after a deletion for example.

## Personal data

What tells who somebody is (phone, address, account, name of the person) is marked. What comes from the person who asked must be removed. The rest, such as the number of the office, can be kept: you tick it.

## When somebody asks to be forgotten

Proposals that wait or were dropped and come from their conversations are erased with these. An approved answer stays, since it holds nothing of that person, but loses its link to the conversation.`,
  },
};
