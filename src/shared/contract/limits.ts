/*
 * What the core takes at the most, in characters or as its name says. The schemas of the contract and the fields of the
 * interface read them here, so that no field lets in what is then refused. Limits with a reason of their own stand beside it.
 */

export const CHATBOT_NAME_MAX_LENGTH = 80;
export const CHATBOT_DESCRIPTION_MAX_LENGTH = 300;
export const AVATAR_MAX_LENGTH = 8; // initials, or an emoji of several code points
export const WELCOME_MAX_LENGTH = 500;
export const SUGGESTED_QUESTION_MAX_LENGTH = 200;
export const SUGGESTED_QUESTIONS_MAX = 6;
export const CONVERSATION_TITLE_MAX_LENGTH = 200;
export const CLIENT_TEXT_MAX_LENGTH = 200;
export const QUOTA_SAYS_MAX_LENGTH = 500;
export const REPORT_RECIPIENTS_MAX = 20;
export const REPORT_RECIPIENTS_TEXT_MAX_LENGTH = 5_200; // as many addresses, one a line
export const KEY_NAME_MAX_LENGTH = 80;
export const MODEL_NAME_MAX_LENGTH = 80;
export const CATALOGUE_MAX_LENGTH = 500_000; // of models that can be fetched: a hundred, described at length
export const SERVER_MODEL_NAME_MAX_LENGTH = 200; // `owner/name:tag`
export const MODEL_FILE_MAX_BYTES = 64 * 1024 * 1024 * 1024; // what the largest machines of an office hold in memory
export const READING_SECONDS = { min: 1, max: 120 };
export const DEFAULT_READING_SECONDS = 6; // a person waits as long for a colleague to look something up
export const DEFAULT_RANKING_SECONDS = 1; // it is waited for before anything is read
export const CONNECT_SECONDS = { min: 1, max: 60 };
export const SILENCE_SECONDS = { min: 2, max: 600 };
export const FALLBACK_MODELS_MAX = 5; // each may be waited for
export const OTHER_SERVERS_MAX = 4; // of one model
export const SENDER_NAME_MAX_LENGTH = 120;
export const WIDGET_TITLE_MAX_LENGTH = 80;
export const WIDGET_SUBTITLE_MAX_LENGTH = 160;
export const WIDGET_LABEL_MAX_LENGTH = 60;
export const OFFLINE_MESSAGE_MAX_LENGTH = 500;
export const PRIVACY_TEXT_MAX_LENGTH = 1_000;
export const PRIVACY_ADDRESS_MAX_LENGTH = 500;
export const LEAD_INTRO_MAX_LENGTH = 300;
export const LIMIT_MESSAGE_MAX_LENGTH = 300;
export const AUTO_OPEN_MAX_SECONDS = 600;
export const WIDGET_LIMIT_MAX = 1_000_000;
export const PAGE_WIDTH_MIN = 100; // in pixels, of a drawn page
export const PAGE_WIDTH_MAX = 4_000; // a wide screen of double density
export const WIDGET_LANGUAGE_MAX_LENGTH = 8; // `zh-Hant`, and one more
export const WIDGET_DOMAINS_MAX = 100;
export const SEARCH_MAX_LENGTH = 200; // what is typed to find something in a list
export const BENCH_QUERY_MAX_LENGTH = 2_000; // a whole question
export const PAGE_ADDRESS_MAX_LENGTH = 2_000;
export const BASE_ADDRESS_MAX_LENGTH = 300; // an origin, perhaps with a path before it
export const ONE_TIME_CODE_MAX_LENGTH = 40; // a recovery code with its spaces
export const PORT_MAX = 65_535;
export const LOCAL_NAME_MAX_LENGTH = 63; // one label of a host name
export const CONTACT_TEXT_MAX_LENGTH = 200; // a name, an address, a company
export const CONTACT_NOTE_MAX_LENGTH = 4_000;
export const CONTACT_FILE_MAX_BYTES = 1_000_000; // as many lines as are taken, well filled
export const CONTACT_LINES_MAX = 5_000; // of one file: written at once, they hold up an answer for a few seconds
export const CONTACTS_MAX = 20_000; // of one client: what pairs are looked for in at once
export const TAG_NAME_MAX_LENGTH = 60; // two or three words
export const TAGS_MAX = 500; // of one client: a list that a person still reads
export const TAGS_OF_ONE_MAX = 50; // of a document, a source or a chatbot
export const SOURCE_NAME_MAX_LENGTH = 120;
export const SOURCE_PATH_MAX_LENGTH = 4_000;
export const SOURCE_PATTERN_MAX_LENGTH = 300;
export const SOURCE_PATTERNS_MAX = 50;
export const SOURCE_COOKIE_MAX_LENGTH = 8_000;
export const SOURCE_USER_MAX_LENGTH = 200;
export const SOURCE_PASSWORD_MAX_LENGTH = 500;
export const SOURCE_ADDRESS_MAX_LENGTH = 2_000;
export const FEED_ENTRIES_MAX = 1_000;
export const MAILBOX_MESSAGES_MAX = 10_000;
export const MAIL_HOST_MAX_LENGTH = 253;
export const CERTIFICATE_MAX_LENGTH = 20_000;
export const REFUSAL_MAX_LENGTH = 300; // a word, not a letter
export const MAIL_SUBJECT_MAX_LENGTH = 200;
export const MAIL_TEXT_MAX_LENGTH = 20_000;
export const UPLOAD_MAX_BYTES = 1_000 * 1024 * 1024; // the most that an installation may let in (`reading-limits.ts`)
export const UPLOAD_MAX_FILES = 1_000; // a folder dropped at once
export const UPLOAD_REQUEST_MAX_BYTES = 2 * 1024 * 1024 * 1024; // all files of one request; beyond, send several
export const ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024;
export const LOGO_MAX_BYTES = 400_000; // shown at 64 pixels

/** For how long the list of connections is kept, in days. */
export const CONNECTION_DAYS = { min: 7, max: 730 };

/** A passage in a person's words: twice what is cut. */
/** Of an answer that somebody of the office proposes. */
export const PROPOSED_QUESTION_MAX_LENGTH = 500;
export const PROPOSED_ANSWER_MAX_LENGTH = 4_000; // a frequent answer has no more
export const PROPOSED_TITLE_MAX_LENGTH = 150; // of an article: its file is called so
export const PROPOSED_TEXT_MAX_LENGTH = 20_000; // some ten pages

export const PASSAGE_MAX_LENGTH = 4_000;
export const PASSAGE_QUESTION_MAX_LENGTH = 300;
export const PASSAGE_QUESTIONS_MAX = 10;
/** Of a document at once, and taken back at once. */
export const PASSAGES_EXCLUDED_MAX = 5_000;
