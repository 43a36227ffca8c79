import type { errors as french } from '../fr/errors.ts';
import type { Words } from '../words.ts';

export const errors = {
  request_invalid: {
    title: 'The request is not complete',
    advice: 'Check what you entered, then try again. Nothing was changed.',
  },
  request_too_large: {
    title: 'The file is too large',
    advice: 'The limit is 200 MB per file. Nothing was added for this one.',
  },
  request_forbidden_origin: {
    title: 'This page may not call Foyer',
    advice: 'Open Foyer at the address shown when it started.',
  },
  request_timeout: { title: 'Sending took too long', advice: 'Check the connection, then try again.' },
  auth_required: {
    title: 'You are not signed in',
    advice: 'Sign in to continue. What you had open is waiting for you.',
  },
  auth_invalid_credentials: {
    title: 'Wrong e-mail or password',
    advice: 'Check both, including capital letters.',
  },
  auth_session_expired: { title: 'Your session is over', advice: 'Sign in again. Nothing is lost.' },
  auth_throttled: { title: 'Too many attempts', advice: 'Wait a few minutes before trying again.' },
  auth_forbidden: { title: 'Your role does not allow this', advice: 'Ask the person who administers Foyer.' },
  auth_password_too_short: {
    title: 'The password is too short',
    advice: 'It needs at least 10 characters. A phrase works very well.',
  },
  auth_password_common: {
    title: 'This password is too common',
    advice: 'Choose one nobody would guess: a phrase, for instance.',
  },
  setup_already_done: {
    title: 'Set-up is already done',
    advice: 'Sign in with the account that was created.',
  },
  setup_link_invalid: {
    title: 'This link is no longer valid',
    advice: 'Restart Foyer on its machine: a new link is shown.',
  },
  setup_local_only: {
    title: 'The first account is made on the machine itself',
    advice: 'Open the link on the computer where Foyer is installed.',
  },
  resource_not_found: { title: 'Not found', advice: 'It may have been deleted, or it is not yours.' },
  resource_conflict: { title: 'This name is taken', advice: 'Choose another one.' },
  document_encrypted: {
    title: 'Protected by a password',
    advice: 'Save a copy without a password, then add it.',
  },
  document_damaged: { title: 'Damaged file', advice: 'Open it in its program, save it again, then add it.' },
  document_empty: { title: 'The file is empty', advice: 'Check that it is the right one.' },
  document_no_text: {
    title: 'No text: it is a picture',
    advice: 'This document is a scan. Recognise its text first (OCR), then add the result.',
  },
  document_too_large: { title: 'Too large to be read', advice: 'Split it into several files.' },
  document_unsupported: {
    title: 'This kind of file is not read yet',
    advice: 'Foyer reads text, Markdown, HTML, PDF and Word (.docx). Export it to one of these.',
  },
  document_timeout: {
    title: 'Reading took too long',
    advice: 'The file is probably damaged. Save it again or split it.',
  },
  document_memory: {
    title: 'Reading needed too much memory',
    advice: 'The file is probably damaged or oversized. Split it.',
  },
  document_interrupted: { title: 'Reading was interrupted', advice: 'Start it again whenever you like.' },
  document_file_missing: { title: 'The original file is gone from the disk', advice: 'Add it again.' },
  path_not_found: { title: 'File or folder not found', advice: 'Check the path and your access rights.' },
  model_unreachable: {
    title: 'The model does not answer',
    advice: 'Check that its server is on and that the address is right.',
  },
  model_missing: {
    title: 'The server does not have this model',
    advice: 'Check the model’s name, or install it on the server.',
  },
  model_key_refused: { title: 'The key is refused', advice: 'Check the key under “Models”.' },
  model_rate_limited: {
    title: 'The provider asks to wait',
    advice: 'Too many requests at once. Try again in a moment.',
  },
  model_context_too_long: {
    title: 'The question is too long for this model',
    advice: 'Shorten it or start a new conversation.',
  },
  model_timeout: {
    title: 'The model took too long',
    advice: 'It may still be loading. Try again, or choose a smaller model.',
  },
  model_bad_response: {
    title: 'The server sent something unexpected',
    advice: 'Check the model’s provider and address.',
  },
  model_server_error: { title: 'The model’s server failed', advice: 'Try again in a moment.' },
  model_interrupted: {
    title: 'The model stopped half-way',
    advice: 'What came is kept. Ask for the answer again.',
  },
  model_not_embedding: { title: 'This model cannot compare texts', advice: 'Choose an embedding model.' },
  model_not_chat: { title: 'This model cannot answer', advice: 'Choose a chat model.' },
  widget_disabled: {
    title: 'This assistant is not available',
    advice: 'It is switched off at the moment. Try again later.',
  },
  widget_origin_refused: {
    title: 'This page may not show the assistant',
    advice: 'Its owner has to add the page’s domain to the allowed ones.',
  },
  visitor_limit_reached: {
    title: 'Too many messages at once',
    advice: 'Wait a moment, then send it again.',
  },
  visitor_consent_required: {
    title: 'The privacy notice comes first',
    advice: 'Agree to it, then send your message again.',
  },
  answers_busy: { title: 'Many questions at the moment', advice: 'Try again in a moment.' },
  answers_failed: { title: 'The answer could not be made', advice: 'Ask again in a moment.' },
  attachment_off: { title: 'Files are not taken here', advice: 'Write your question without a file.' },
  attachment_refused: {
    title: 'This kind of file is not taken',
    advice: 'Send an image (PNG, JPEG, WebP, GIF), a PDF or a text file, among those allowed here.',
  },
  transcript_off: {
    title: 'Conversations are not sent by e-mail here',
    advice: 'Copy the conversation instead.',
  },
  network_certificate_invalid: {
    title: 'This certificate cannot be used',
    advice: 'Paste a certificate and the key that belongs to it, both in PEM, still valid.',
  },
  outbound_blocked: {
    title: 'Connection refused by your settings',
    advice: '“No outbound” mode is on, or the address is not allowed.',
  },
  storage_full: { title: 'The disk is full', advice: 'Free some space. What was saved is intact.' },
  storage_locked: {
    title: 'Another Foyer uses this folder',
    advice: 'Close the other one, or choose another data folder.',
  },
  storage_newer_schema: {
    title: 'This data comes from a later version',
    advice: 'Update Foyer. The file was not touched.',
  },
  secrets_unreadable: {
    title: 'A stored secret can no longer be read',
    advice: 'Enter the model’s key again.',
  },
  port_in_use: { title: 'The port is in use', advice: 'Choose another port with --port.' },
  internal_unexpected: {
    title: 'Something went wrong',
    advice: 'Try again. If it continues, look at the log in the data folder.',
  },
  connection_lost: {
    title: 'Foyer does not answer',
    advice: 'Check that it is still running. The page reconnects by itself.',
  },
} satisfies Words<typeof french>;
