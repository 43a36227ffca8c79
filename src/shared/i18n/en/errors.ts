import type { errors as french } from '../fr/errors.ts';
import type { Words } from '../words.ts';

export const errors = {
  request_invalid: {
    title: 'The request is not complete',
    advice: 'Check what you entered, then try again. Nothing was changed.',
  },
  request_too_large: {
    title: 'The file is too large',
    advice:
      'A document weighs at most what the limits of reading say (Settings › Data; 200 MB as delivered), a table to import 1 MB, a logo 400 kB. Nothing was taken of this file.',
  },
  request_forbidden_origin: {
    title: 'This page may not call Foyer',
    advice:
      'Open Foyer at its usual address. If a proxy shows it at this one, tell it so: Settings, Network, “Public address”.',
  },
  request_timeout: { title: 'Sending took too long', advice: 'Check the connection, then try again.' },
  request_rate_limited: {
    title: 'Too many requests at once',
    advice: 'Wait a minute, then try again. Nothing was changed.',
  },
  request_secret_in_address: {
    title: 'A key does not belong in an address',
    advice:
      'Addresses are kept in histories and logs. Send the key in the Authorization header, and replace it if the address was shared.',
  },
  request_account_in_address: {
    title: 'The address holds a name or a password',
    advice:
      'An address is kept and shown as it is. Write it without “name:password@”, and give the key or password in the field that is for it.',
  },
  request_key_reused: {
    title: 'This Idempotency-Key was used for another request',
    advice: 'Give each new request a new Idempotency-Key. Nothing was changed.',
  },
  request_in_progress: {
    title: 'The same request is already under way',
    advice: 'Wait a few seconds, then repeat it: it will be done only once.',
  },
  request_outcome_unknown: {
    title: 'It is not known whether this request was done',
    advice:
      'Foyer stopped while it was under way. Look whether it was done; if not, repeat it with a new Idempotency-Key.',
  },
  auth_key_refused: {
    title: 'This API key is not valid',
    advice: 'It is unknown, revoked or expired, or its client is inactive. Ask for another one.',
  },
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
  auth_local_only: {
    title: 'Only possible on the computer of Foyer',
    advice: 'Use the window of Foyer or its command line, on that computer.',
  },
  auth_password_too_short: {
    title: 'The password is too short',
    advice: 'It needs at least 10 characters. A phrase works very well.',
  },
  auth_password_common: {
    title: 'This password is too easy to guess',
    advice:
      'It is among the most common, or mostly made of your name or address. Choose a phrase, for instance.',
  },
  account_email_taken: {
    title: 'This address already has an account',
    advice: 'Look for the person in the list; if need be, enable their account or make them a new link.',
  },
  account_initials_taken: {
    title: 'These initials are taken',
    advice: 'Everyone has their own: choose three other letters.',
  },
  account_last_owner: {
    title: 'There must always be an owner',
    advice: 'Make someone else an owner first. Nothing was changed.',
  },
  account_own: {
    title: 'This is not done to one’s own account',
    advice: 'Ask another person who administers Foyer.',
  },
  account_disabled: {
    title: 'This account is disabled',
    advice: 'Enable it first, then make a new link.',
  },
  link_unknown: {
    title: 'There is no such link',
    advice: 'Check that the address is complete, or ask whoever gave you the link for a new one.',
  },
  link_used: {
    title: 'This link was already used',
    advice: 'Sign in with your password. If you forgot it, ask for a new link.',
  },
  link_expired: {
    title: 'This link is no longer valid',
    advice: 'Its time is over, or a newer link replaced it. Ask for a new one.',
  },
  auth_password_wrong: {
    title: 'This is not your password',
    advice: 'Check the capital letters, then try again. Nothing was changed.',
  },
  auth_second_factor_required: {
    title: 'A code is needed too',
    advice: 'Open your authenticator app and enter the six-digit code.',
  },
  auth_second_factor_wrong: {
    title: 'The code is wrong',
    advice:
      'A code works once: wait for the next one. Check that the time on your phone is right, or use a recovery code.',
  },
  auth_second_factor_changed: {
    title: 'Two-step sign-in has changed meanwhile',
    advice: 'Reload the page to see where it stands.',
  },
  auth_second_factor_needs_password: {
    title: 'This account has no password',
    advice: 'Choose one first: the code comes on top of the password.',
  },
  auth_locked: {
    title: 'Foyer is locked',
    advice: 'Enter your code to continue. Everything stayed in place.',
  },
  auth_lock_code_wrong: {
    title: 'Wrong code',
    advice: 'Try again, or enter the password of your account if you have one.',
  },
  auth_lock_code_weak: {
    title: 'This code is too easy to guess',
    advice: 'It needs at least 6 characters, neither all the same nor in a row like 123456.',
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
  module_off: {
    title: 'This module is switched off for this client',
    advice: 'What it keeps is intact. An administrator switches it on again in the settings, under Modules.',
  },
  key_revoked: {
    title: 'This key is revoked',
    advice: 'A revoked key does not come back. Create another one.',
  },
  client_archived: {
    title: 'This client is archived',
    advice: 'Its chatbots answer nobody. An administrator can restore it under “Clients”.',
  },
  client_quota_reached: {
    title: 'The monthly quota is used up',
    advice:
      'This client has used what was set for the month. Somebody who administers can raise the quota on the client’s page; otherwise answers go on next month.',
  },
  client_inactive: {
    title: 'This client is switched off',
    advice: 'Its chatbots do not answer for now. An administrator can switch it on again under “Clients”.',
  },
  client_erasing: {
    title: 'This client is being erased',
    advice: 'Nothing of it can be changed any more.',
  },
  client_last: {
    title: 'This is the last client',
    advice: 'Foyer needs one client in use. Create or restore another one first.',
  },
  erasure_not_confirmed: {
    title: 'What you typed does not match',
    advice: 'Type it exactly as it is shown. Nothing was erased.',
  },
  erasure_last_owner: {
    title: 'This is the only owner',
    advice: 'Make someone else an owner first. Nothing was erased.',
  },
  erasure_oneself: {
    title: 'You cannot erase your own account',
    advice: 'Ask another administrator. Nothing was erased.',
  },
  document_encrypted: {
    title: 'Locked by a password',
    advice: 'Give its password: Foyer will read it. The file stays as it is.',
  },
  document_wrong_password: {
    title: 'This password does not open the file',
    advice: 'Check capitals and the language of the keyboard, then try again. Nothing has changed.',
  },
  document_protected: {
    title: 'Protected otherwise than by a password',
    advice:
      'This file is for certain readers alone (a certificate, digital rights), or encrypted in a way that Foyer does not open. Save a copy without protection, then add it.',
  },
  document_no_password_asked: {
    title: 'This document asks for no password',
    advice: 'It is read as it is: there is nothing to unlock.',
  },
  document_damaged: { title: 'Damaged file', advice: 'Open it in its program, save it again, then add it.' },
  document_empty: { title: 'The file is empty', advice: 'Check that it is the right one.' },
  document_being_read: {
    title: 'This document is being read',
    advice: 'Wait until it is ready, then try again.',
  },
  passages_group_changed: {
    title: 'These passages have changed meanwhile',
    advice: 'Nothing was excluded. Look at the group again, then choose.',
  },
  document_no_text: {
    title: 'No text found',
    advice:
      'This document only shows pictures, and no word was recognised in them, or text recognition is off (Settings › Data). Scan it more sharply, or have its text recognised from its page.',
  },
  document_page_not_drawable: {
    title: 'This page cannot be shown as it looks',
    advice: 'Read its text instead, or open the file in its program.',
  },
  document_too_large: {
    title: 'Too large to be read',
    advice: 'Split it into several files, or raise the limits of reading (Settings › Data).',
  },
  document_unsupported: {
    title: 'This kind of file is not read yet',
    advice:
      'Foyer reads PDF, Word, Excel, PowerPoint, OpenDocument, EPUB, mail, web pages, archives, pictures and text. Export it to one of these.',
  },
  document_timeout: {
    title: 'Reading took too long',
    advice:
      'The file is probably damaged: save it again or split it. On a slow machine, raise the time to read (Settings › Data).',
  },
  document_memory: {
    title: 'Reading needed too much memory',
    advice:
      'The file is probably damaged or oversized. Split it, or raise the memory of a reading (Settings › Data).',
  },
  document_interrupted: { title: 'Reading was interrupted', advice: 'Start it again whenever you like.' },
  document_file_missing: {
    title: 'The original file is gone from the disk',
    advice: 'Its passages still answer. Add the file again to read or download it.',
  },
  document_file_changed: {
    title: 'The original file is no longer the one you added',
    advice:
      'Its bytes were changed on the disk, so it is not handed out. Its passages still answer. Add the file again.',
  },
  passage_not_cuttable: {
    title: 'This passage cannot be cut there',
    advice:
      'There must be words on either side, and those of the document: put a passage that you wrote anew back as it was read first.',
  },
  passage_not_joinable: {
    title: 'Nothing follows this passage',
    advice:
      'A passage is joined with the one after it. Where an excluded passage lies between them, use that one again first.',
  },
  passage_too_long: {
    title: 'The passage would be too long',
    advice: 'A passage has 4,000 characters at most: beyond that, it answers less well.',
  },
  document_beyond_comparison: {
    title: 'These two versions are too long or too different to be compared',
    advice:
      'Foyer compares up to 4 million characters in both together, and up to 2,000 paragraphs or table rows removed or added. Open each of them to read it.',
  },
  upload_busy: {
    title: 'Too many files are being sent at once',
    advice: 'Try again once some of them have arrived.',
  },
  path_not_found: { title: 'File or folder not found', advice: 'Check the path and your access rights.' },
  path_not_a_file: {
    title: 'Neither a file nor a folder',
    advice: 'Devices, pipes and sockets are not read. Copy the content into a file.',
  },
  path_of_foyer: {
    title: 'This is Foyer’s own data',
    advice: 'It does not become documents. Choose another folder.',
  },
  path_not_a_folder: {
    title: 'This is not a folder',
    advice: 'Name a folder. A single file is added on the page of the knowledge.',
  },
  tag_name_taken: {
    title: 'Another tag is called that already',
    advice: 'Choose another name, or merge the two tags. Nothing was changed.',
  },
  tag_too_many: {
    title: 'This client has 500 tags already',
    advice: 'Delete or merge those that are no longer used, then try again. Nothing was changed.',
  },
  tag_bound: {
    title: 'A chatbot answers only with this tag',
    advice:
      'Take it away from that chatbot first, on its Knowledge tab, or merge it with another. Nothing was changed.',
  },
  source_unreachable: {
    title: 'The source does not answer',
    advice:
      'Check that the drive is plugged in, the network folder connected or the server online. Nothing was removed; Foyer tries again by itself.',
  },
  source_folder_empty: {
    title: 'The folder is empty',
    advice:
      'It had documents: its drive is probably not plugged in. Nothing was removed. If you emptied it on purpose, remove the source.',
  },
  source_still_written: {
    title: 'The file is being written',
    advice: 'It is read at the next look, once it is saved.',
  },
  source_robots_unreachable: {
    title: 'The site does not say what may be read',
    advice: 'Its robots.txt file answers with an error: nothing is read as long as that lasts.',
  },
  source_login_refused: {
    title: 'The login no longer works',
    advice:
      'The site asks to sign in, in spite of what you gave. Nothing was removed. Give a new cookie or the current password in the settings of the source.',
  },
  source_no_feed: {
    title: 'There is no feed at this address',
    advice:
      'It is neither a feed nor a page that names one. Look on the site for a link called “RSS” or “Feed” and copy its address; to read the pages themselves, add a site instead.',
  },
  source_feed_not_found: {
    title: 'This feed is not there, or no longer',
    advice:
      'The server says that there is nothing at this address. Documents that were read stay. Check the address, or give the new one in the settings of the source.',
  },
  source_needs_login: {
    title: 'This feed is not open to all',
    advice:
      'The server asks to sign in. Some services give each subscriber an address of the feed with a key in it: that is the one to enter. Documents that were read stay.',
  },
  source_mailbox_login_refused: {
    title: 'The server refuses the login',
    advice:
      'Check the user name and the password. Some services ask for an app password, made in the settings of the account. Documents that were read stay.',
  },
  source_mailbox_login_needed: {
    title: 'Give the user name and the password',
    advice: 'Those that were kept are for another server or another encryption.',
  },
  source_mailbox_folder_gone: {
    title: 'This folder is not in the mailbox',
    advice:
      'It may have been renamed or deleted. Choose it from the list of folders. None of your documents was removed.',
  },
  source_certificate_refused: {
    title: 'The certificate of the server is not recognised',
    advice:
      'Nothing was sent to it. If it is your server’s own certificate, compare its fingerprint and accept it in the settings of the source, or give the authority of the office.',
  },
  source_certificate_changed: {
    title: 'The server shows another certificate than the one that was accepted',
    advice:
      'Nothing was sent to it, and your documents stay. Ask whoever looks after the server whether it was renewed, then compare the new fingerprint in the settings of the source: “Show the folders” shows it.',
  },
  source_encryption_failed: {
    title: 'The connection could not be encrypted',
    advice: 'The password was not sent. Check the port and the encryption: 993 with TLS, 143 with STARTTLS.',
  },
  source_encryption_required: {
    title: 'This server is outside this network',
    advice: 'The password is only sent there encrypted: choose TLS or STARTTLS.',
  },
  source_message_failed: {
    title: 'The mail could not be read this time',
    advice: 'It changed its place while it was read. It is read at the next look.',
  },
  source_page_failed: {
    title: 'The page could not be read this time',
    advice: 'The site answered with an error or too late. What is known of this page stays in place.',
  },
  source_browser_missing: {
    title: 'This page needs a browser',
    advice:
      'It shows its content in a browser only. Install Chrome, Chromium, Edge or Brave on this machine, and allow its use in the settings of the source.',
  },
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
  model_web_page: {
    title: 'This address leads to a web page',
    advice: 'The server answered with a page, often a sign-in page. Check the address and the key in Models.',
  },
  model_only_reasoning: {
    title: 'The model thought, and gave no answer',
    advice: 'Its thinking took all the length it is allowed. Raise the longest answer in Models.',
  },
  model_no_tools: {
    title: 'This model uses no tools',
    advice: 'In Models, choose one that can call tools.',
  },
  model_no_images: {
    title: 'This model reads no images',
    advice: 'In Models, choose one that sees images.',
  },
  model_bad_tool_call: {
    title: 'The model called a tool wrongly',
    advice: 'Try again. If it happens again, choose a larger model.',
  },
  model_filtered: {
    title: 'The service blocked the answer',
    advice: 'Its content filter let nothing through. Put the question another way, or choose another model.',
  },
  model_no_space: {
    title: 'There is not enough space for this model',
    advice: 'Make room on its disk, then resume.',
  },
  model_not_in_library: {
    title: 'There is no such model',
    advice: 'Check its name and size on ollama.com/library, or choose from the recommended list.',
  },
  model_server_too_old: {
    title: 'Ollama is too old for this model',
    advice: 'Install the latest version from ollama.com/download, then resume.',
  },
  model_library_unreachable: {
    title: 'Ollama does not reach the internet',
    advice: 'Check this computer’s connection, then resume: what came is kept.',
  },
  model_pull_offline: {
    title: '“No outbound” mode forbids downloads',
    advice:
      'A model comes from the internet. To download one, turn this mode off in “Settings”, then resume.',
  },
  model_in_use: {
    title: 'Foyer uses this model',
    advice: 'Remove it from your models first, then delete it from this computer.',
  },
  model_name_taken: {
    title: 'Ollama has a model of this name already',
    advice: 'Give this one another name: the one that Ollama has would be replaced.',
  },
  model_kind_unknown_to_server: {
    title: 'Ollama does not know this kind of model',
    advice:
      'Install the latest version from ollama.com/download: each one knows new kinds. Or choose a more common model.',
  },
  model_engine_missing: {
    title: 'Foyer cannot run models on this computer',
    advice:
      'The part of Foyer that runs them is missing, or does not start here. Install Foyer again, or use Ollama.',
  },
  model_engine_stopped: {
    title: 'The model stopped all of a sudden',
    advice:
      'Perhaps memory ran out. It starts again at the next question; a smaller model or window needs less.',
  },
  model_no_memory: {
    title: 'There is not enough free memory for this model',
    advice: 'Close other programs, make its window smaller in “Models”, or choose a smaller model.',
  },
  model_file_missing: {
    title: 'The file of this model is gone',
    advice: 'Import it again in “Models”.',
  },
  model_download_unreachable: {
    title: 'The download of the model was interrupted',
    advice: 'Check the connection of this computer, then resume: what has come is kept.',
  },
  model_download_gone: {
    title: 'The site no longer has this model, or does not hand it out',
    advice: 'Choose another one, or try again after an update of Foyer.',
  },
  model_download_wrong: {
    title: 'The file that came is not the model that was announced',
    advice: 'It was deleted and nothing was added. Try again; if it happens again, choose another model.',
  },
  model_file_changed: {
    title: 'The file of this model has changed',
    advice:
      'The other program replaced it. Remove this model, then take it again from the list of files found.',
  },
  model_file_not_gguf: {
    title: 'This file is not a GGUF model',
    advice: 'Its content is something else. Choose a model that was downloaded in the GGUF format.',
  },
  model_file_cut: {
    title: 'The file of this model is not complete',
    advice: 'Its download may have stopped half-way. Download it again, then import it.',
  },
  model_file_unknown_kind: {
    title: 'Foyer cannot run this kind of model',
    advice: 'Choose a common model for answers or for search by meaning, in the GGUF format.',
  },
  model_not_embedding: { title: 'This model cannot compare texts', advice: 'Choose an embedding model.' },
  model_not_reranking: {
    title: 'This model or its server puts no passages in order',
    advice:
      'Choose a re-ranking model and check that its server offers “/rerank”; llama.cpp does with the option “--reranking”.',
  },
  model_not_chat: { title: 'This model cannot answer', advice: 'Choose a chat model.' },
  model_none_embedding: {
    title: 'No model searches by meaning',
    advice: 'Add one that searches by meaning in “Models”.',
  },
  model_no_consent: {
    title: 'Nothing leaves for this service without an agreement',
    advice:
      'On the page of the chatbot, under “Model”, see what would leave and agree to it; for search by meaning, whoever administers Foyer does so under “Models”.',
  },
  model_other_vectors: {
    title: 'This model answers otherwise than before under the same name',
    advice:
      'Another file or version has taken its place: what was made compares with nothing any more. Search goes on with the index in use. Resume to begin again with this model, or leave it.',
  },
  model_searches: {
    title: 'Search by meaning uses this model',
    advice:
      'Replacing it here would stop search by meaning. Add the other model beside it, then choose it: search goes on with this one while the index is prepared.',
  },
  search_index_none: {
    title: 'No change of model is under way',
    advice: 'It may be over already. Choose under “Models” the one that is to search by meaning.',
  },
  search_index_not_ready: {
    title: 'The new index is not complete',
    advice: 'Search goes on with the index in use. Wait until the new one is ready.',
  },
  search_index_same_model: {
    title: 'This model searches by meaning already',
    advice: 'There is nothing to prepare. Choose another one.',
  },
  search_index_under_way: {
    title: 'A change of model is under way already',
    advice: 'Finish it first under “Models”: keep one of the two indexes, or leave the new one.',
  },
  search_index_model_off: {
    title: 'This model is switched off',
    advice: 'Switch it on under “Models”: search goes on with the index in use.',
  },
  search_index_former_gone: {
    title: 'The other model is not there any more',
    advice:
      'Without it, questions cannot be compared with its index. Switch it on again under “Models”, or keep the one that searches now.',
  },
  model_spending_cap: {
    title: 'The spending cap of the month is reached',
    advice:
      'Online models go on next month, or as soon as whoever administers raises the cap under “Models”.',
  },
  mail_not_configured: {
    title: 'Sending mail is not set up',
    advice: 'Ask whoever administers Foyer: they can give you a link themselves.',
  },
  mail_password_needed: {
    title: 'Type the password again',
    advice:
      'The server or the user name changed: the stored password is not handed to another. Nothing was changed.',
  },
  mail_offline: {
    title: 'Outgoing connections are blocked',
    advice: 'Allow them in “Privacy” to send mail.',
  },
  mail_unreachable: {
    title: 'The mail server cannot be reached',
    advice: 'Check its address, the port and the connection to the internet.',
  },
  mail_no_answer: {
    title: 'The mail server does not answer',
    advice: 'The encryption may not fit this port: 465 goes with TLS, 587 with STARTTLS.',
  },
  mail_interrupted: {
    title: 'The mail server closed the connection',
    advice: 'Try again. If it goes on, check the port and the encryption.',
  },
  mail_bad_response: {
    title: 'This is not a mail server',
    advice: 'Its answer is not what was expected. Check the address and the port.',
  },
  mail_encryption_failed: {
    title: 'The connection could not be encrypted',
    advice: 'Nothing was sent in the clear. Try the other one: TLS on port 465, STARTTLS on port 587.',
  },
  mail_encryption_required: {
    title: 'This server is outside your network: encryption is needed',
    advice: 'Choose TLS or STARTTLS. Without it, anyone on the way could read the password.',
  },
  mail_certificate_refused: {
    title: 'The server’s certificate is not trusted',
    advice:
      'Check the server’s address. If it has a certificate of its own, paste that of its authority in the settings.',
  },
  mail_sign_in_refused: {
    title: 'The user name or the password is refused',
    advice: 'Check both. Gmail and others ask for an “app password”, which is not your usual one.',
  },
  mail_sender_refused: {
    title: 'The sender’s address is refused',
    advice: 'Use an address that belongs to the account.',
  },
  mail_recipient_refused: {
    title: 'The recipient’s address is refused',
    advice: 'Check that it exists and is spelt right.',
  },
  mail_refused: {
    title: 'The server refuses this mail',
    advice: 'Its answer, under details, says why: a spam filter, the size, a rule.',
  },
  mail_rate_limited: {
    title: 'The mail server asks to wait',
    advice: 'Too many mails at once, or the day’s limit is reached. Foyer tries again by itself.',
  },
  mail_try_later: {
    title: 'The mail server puts it off',
    advice: 'This is common the first time. Foyer tries again by itself.',
  },
  mail_expired: {
    title: 'This mail is no longer to be sent',
    advice: 'The link it held is no longer valid. Make a new one.',
  },
  contact_empty: {
    title: 'This contact is empty',
    advice: 'Give at least a name, an address or a number.',
  },
  contact_too_many: {
    title: 'This client has 20,000 contacts already',
    advice: 'Delete those you no longer need. Nothing was added.',
  },
  contact_merge_self: {
    title: 'It is the same contact',
    advice: 'Choose another one. Nothing was changed.',
  },
  contact_merge_kinds: {
    title: 'A person and a company cannot be merged',
    advice: 'Name the company in the person’s entry instead.',
  },
  contact_merged: {
    title: 'This contact is part of another one already',
    advice: 'Load the list again: it is no longer in it.',
  },
  contact_not_merged: {
    title: 'This contact is part of no other one',
    advice: 'There is nothing to separate.',
  },
  contact_merged_further: {
    title: 'What it was merged into was merged too',
    advice: 'Separate that one first, then this contact.',
  },
  contact_file_too_long: {
    title: 'There are more than 5,000 contacts in this file',
    advice: 'Split it into several. Nothing was written.',
  },
  contact_file_unreadable: {
    title: 'No contacts were recognised in this file',
    advice: 'The first line must name the columns (Name, E-mail, Phone…), or the file hold vCards.',
  },
  artifact_changed: {
    title: 'The content changed meanwhile',
    advice: 'Nothing was done. Read the new version before you decide.',
  },
  artifact_decided: {
    title: 'It is decided already',
    advice: 'Somebody answered before you. The page shows how it stands now.',
  },
  artifact_kind_gone: {
    title: 'Nothing here can do this any more',
    advice: 'The module behind it is missing or switched off. Switch it on again, or refuse.',
  },
  artifact_needs_another: {
    title: 'Another person must agree',
    advice: 'Whoever proposes a payment does not approve it. Ask another person of the office.',
  },
  artifact_outcome_unknown: {
    title: 'It may have happened: look before you try again',
    advice:
      'Foyer ended in the middle of it. See first whether it took place, then put it to review again if need be.',
  },
  tool_unknown: {
    title: 'There is no such tool here',
    advice: 'Its module may be switched off for this client.',
  },
  tool_arguments: {
    title: 'The tool was not given what it needs',
    advice: 'Nothing was done. Put right what is named and try again.',
  },
  widget_disabled: {
    title: 'This assistant is not available',
    advice: 'It is switched off at the moment. Try again later.',
  },
  widget_origin_refused: {
    title: 'This page may not show the assistant',
    advice: 'Its owner has to add the page’s domain to the allowed ones.',
  },
  widget_logo_unsupported: {
    title: 'This file is no image that can be a logo',
    advice: 'Choose a PNG, JPEG, WebP or GIF image. SVG is not taken.',
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
  storage_full: {
    title: 'The disk is full',
    advice: 'Free some space: Foyer goes on by itself a moment later. What was saved is intact.',
  },
  storage_read_only: {
    title: 'The data folder cannot be written',
    advice:
      'Questions are still answered, but nothing is kept. Give Foyer the right to write in its folder again.',
  },
  storage_locked: {
    title: 'Another Foyer uses this folder',
    advice: 'Close the other one, or choose another data folder.',
  },
  storage_damaged: {
    title: 'The database is damaged',
    advice: 'Stop Foyer and start it again: it offers the copies it has. In a terminal: foyer restore.',
  },
  storage_database_missing: {
    title: 'The database is gone or empty, although there are files of it',
    advice: 'Start Foyer: it offers the copies it has. In a terminal: foyer restore.',
  },
  storage_no_folder_named: {
    title: 'The name of the data folder is empty',
    advice: 'Give a folder after --data, or leave --data out for the usual one. Nothing was opened.',
  },
  storage_not_a_folder: {
    title: 'The data folder is not a folder',
    advice: 'A file is in its place, or further up its path. Choose another folder with --data.',
  },
  storage_no_permission: {
    title: 'Foyer may not write in the data folder',
    advice: 'Give yourself that right on the folder, or choose another one with --data.',
  },
  storage_newer_schema: {
    title: 'This data comes from a later version',
    advice: 'Update Foyer. The file was not touched.',
  },
  secrets_unreadable: {
    title: 'A stored secret can no longer be read',
    advice: 'Enter the model’s key again.',
  },
  secrets_passphrase_needed: {
    title: 'The secrets are protected by a passphrase',
    advice: 'Give it in FOYER_PASSPHRASE or with --passphrase-file. Nothing was changed.',
  },
  secrets_passphrase_wrong: {
    title: 'The passphrase is wrong',
    advice: 'Check FOYER_PASSPHRASE or the file given. Nothing was changed.',
  },
  secrets_keychain_only: {
    title: 'The key of the secrets is in the system’s keychain',
    advice: 'Open Foyer’s window: it alone can read it, or put it back in a file.',
  },
  secrets_keychain_unusable: {
    title: 'The system’s keychain cannot be used',
    advice: 'It is missing, locked, or does not really protect. Nothing was changed.',
  },
  port_in_use: { title: 'The port is in use', advice: 'Choose another port with --port.' },
  internal_unexpected: {
    title: 'Something went wrong',
    advice: 'Try again. If it continues, look at the log in the data folder.',
  },
  proxy_too_large: {
    title: 'The proxy before Foyer refuses a file of this size',
    advice:
      'Its limit is lower than Foyer’s (200 MB a file as delivered). In nginx: “client_max_body_size 2g;”.',
  },
  connection_lost: {
    title: 'Foyer does not answer',
    advice: 'Check that it is still running. The page reconnects by itself.',
  },
} satisfies Words<typeof french>;
