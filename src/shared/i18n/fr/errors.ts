/** Words for each error code: what happened, and what to do. The dot of the code becomes an underscore. */
export const errors = {
  request_invalid: {
    title: 'La demande n’est pas complète',
    advice: 'Vérifiez ce qui est saisi, puis réessayez. Rien n’a été changé.',
  },
  request_too_large: {
    title: 'Le fichier est trop lourd',
    advice: 'La limite est de 200 Mo par fichier. Rien n’a été ajouté pour celui-ci.',
  },
  request_forbidden_origin: {
    title: 'Cette page n’a pas le droit d’appeler Foyer',
    advice: 'Ouvrez Foyer à l’adresse affichée à son démarrage.',
  },
  request_timeout: {
    title: 'L’envoi a pris trop de temps',
    advice: 'Vérifiez la connexion, puis réessayez.',
  },
  auth_required: {
    title: 'Vous n’êtes pas connecté',
    advice: 'Connectez-vous pour continuer. Ce que vous aviez ouvert vous attend.',
  },
  auth_invalid_credentials: {
    title: 'Adresse ou mot de passe incorrect',
    advice: 'Vérifiez les deux, majuscules comprises.',
  },
  auth_session_expired: {
    title: 'Votre session est terminée',
    advice: 'Connectez-vous de nouveau. Rien n’est perdu.',
  },
  auth_throttled: { title: 'Trop d’essais', advice: 'Attendez quelques minutes avant de réessayer.' },
  auth_forbidden: {
    title: 'Votre rôle ne le permet pas',
    advice: 'Demandez à la personne qui administre Foyer.',
  },
  auth_password_too_short: {
    title: 'Le mot de passe est trop court',
    advice: 'Il faut au moins 10 caractères. Une phrase convient très bien.',
  },
  auth_password_common: {
    title: 'Ce mot de passe est trop courant',
    advice: 'Choisissez-en un que l’on ne devine pas : une phrase, par exemple.',
  },
  setup_already_done: {
    title: 'L’installation est déjà faite',
    advice: 'Connectez-vous avec le compte créé.',
  },
  setup_link_invalid: {
    title: 'Ce lien n’est plus valable',
    advice: 'Redémarrez Foyer sur sa machine : un nouveau lien s’affiche.',
  },
  setup_local_only: {
    title: 'Le premier compte se crée sur la machine elle-même',
    advice: 'Ouvrez le lien sur l’ordinateur où Foyer est installé.',
  },
  resource_not_found: {
    title: 'Introuvable',
    advice: 'L’élément a peut-être été supprimé, ou il n’est pas à vous.',
  },
  resource_conflict: { title: 'Ce nom est déjà pris', advice: 'Choisissez-en un autre.' },
  document_encrypted: {
    title: 'Protégé par un mot de passe',
    advice: 'Enregistrez une copie sans mot de passe, puis ajoutez-la.',
  },
  document_damaged: {
    title: 'Fichier endommagé',
    advice: 'Ouvrez-le dans son logiciel, enregistrez-le de nouveau, puis ajoutez-le.',
  },
  document_empty: { title: 'Le fichier est vide', advice: 'Vérifiez que c’est le bon.' },
  document_no_text: {
    title: 'Pas de texte : c’est une image',
    advice:
      'Ce document est numérisé. Il faut d’abord reconnaître son texte (OCR), puis ajouter le résultat.',
  },
  document_too_large: { title: 'Trop gros pour être lu', advice: 'Découpez-le en plusieurs fichiers.' },
  document_unsupported: {
    title: 'Ce type de fichier n’est pas encore lu',
    advice: 'Foyer lit le texte, le Markdown, le HTML, le PDF et Word (.docx). Exportez-le dans l’un d’eux.',
  },
  document_timeout: {
    title: 'La lecture a duré trop longtemps',
    advice: 'Le fichier est sans doute abîmé. Enregistrez-le de nouveau ou découpez-le.',
  },
  document_memory: {
    title: 'La lecture demandait trop de mémoire',
    advice: 'Le fichier est sans doute abîmé ou démesuré. Découpez-le.',
  },
  document_interrupted: { title: 'Lecture interrompue', advice: 'Relancez la lecture quand vous voulez.' },
  document_file_missing: {
    title: 'Le fichier d’origine a disparu du disque',
    advice: 'Ajoutez-le de nouveau.',
  },
  path_not_found: {
    title: 'Fichier ou dossier introuvable',
    advice: 'Vérifiez le chemin et vos droits d’accès.',
  },
  model_unreachable: {
    title: 'Le modèle ne répond pas',
    advice: 'Vérifiez que son serveur est allumé et que l’adresse est juste.',
  },
  model_missing: {
    title: 'Le serveur n’a pas ce modèle',
    advice: 'Vérifiez le nom du modèle, ou installez-le sur le serveur.',
  },
  model_key_refused: { title: 'La clé est refusée', advice: 'Vérifiez la clé dans « Modèles ».' },
  model_rate_limited: {
    title: 'Le fournisseur demande d’attendre',
    advice: 'Trop de demandes à la fois. Réessayez dans un instant.',
  },
  model_context_too_long: {
    title: 'La question est trop longue pour ce modèle',
    advice: 'Raccourcissez-la ou commencez une nouvelle conversation.',
  },
  model_timeout: {
    title: 'Le modèle a mis trop de temps',
    advice: 'Il charge peut-être encore. Réessayez, ou choisissez un modèle plus petit.',
  },
  model_bad_response: {
    title: 'Le serveur a répondu quelque chose d’inattendu',
    advice: 'Vérifiez le fournisseur et l’adresse du modèle.',
  },
  model_server_error: { title: 'Le serveur du modèle est en panne', advice: 'Réessayez dans un instant.' },
  model_interrupted: {
    title: 'Le modèle s’est arrêté en route',
    advice: 'Ce qui est arrivé est gardé. Relancez la réponse.',
  },
  model_not_embedding: {
    title: 'Ce modèle ne sait pas comparer des textes',
    advice: 'Choisissez un modèle d’« embedding ».',
  },
  model_not_chat: {
    title: 'Ce modèle ne sait pas répondre',
    advice: 'Choisissez un modèle de conversation.',
  },
  widget_disabled: {
    title: 'Cet assistant n’est pas disponible',
    advice: 'Il est arrêté pour le moment. Réessayez plus tard.',
  },
  widget_origin_refused: {
    title: 'Cette page ne peut pas afficher l’assistant',
    advice: 'Son propriétaire doit ajouter le domaine de la page à ceux qui sont autorisés.',
  },
  visitor_limit_reached: {
    title: 'Trop de messages à la fois',
    advice: 'Patientez un instant, puis renvoyez votre message.',
  },
  visitor_consent_required: {
    title: 'L’avis de confidentialité d’abord',
    advice: 'Acceptez-le, puis renvoyez votre message.',
  },
  answers_busy: { title: 'Beaucoup de questions en ce moment', advice: 'Réessayez dans un instant.' },
  answers_failed: { title: 'La réponse n’a pas pu être faite', advice: 'Posez à nouveau votre question.' },
  attachment_off: {
    title: 'Les fichiers ne sont pas acceptés ici',
    advice: 'Posez votre question sans fichier.',
  },
  attachment_refused: {
    title: 'Ce type de fichier n’est pas accepté',
    advice: 'Envoyez une image (PNG, JPEG, WebP, GIF), un PDF ou un texte, parmi ceux permis ici.',
  },
  transcript_off: {
    title: 'Les conversations ne sont pas envoyées par courriel ici',
    advice: 'Copiez plutôt la conversation.',
  },
  network_certificate_invalid: {
    title: 'Ce certificat ne peut pas servir',
    advice: 'Collez un certificat et la clé qui lui appartient, tous deux en PEM et encore valables.',
  },
  outbound_blocked: {
    title: 'Connexion refusée par vos réglages',
    advice: 'Le mode « sans sortie » est actif, ou l’adresse n’est pas permise.',
  },
  storage_full: {
    title: 'Le disque est plein',
    advice: 'Libérez de la place. Ce qui était enregistré reste intact.',
  },
  storage_locked: {
    title: 'Un autre Foyer utilise ce dossier',
    advice: 'Fermez l’autre, ou choisissez un autre dossier de données.',
  },
  storage_newer_schema: {
    title: 'Ces données viennent d’une version plus récente',
    advice: 'Mettez Foyer à jour. Le fichier n’a pas été touché.',
  },
  secrets_unreadable: {
    title: 'Un secret enregistré ne peut plus être lu',
    advice: 'Saisissez de nouveau la clé du modèle.',
  },
  port_in_use: { title: 'Le port est déjà pris', advice: 'Choisissez un autre port avec --port.' },
  internal_unexpected: {
    title: 'Quelque chose n’a pas marché',
    advice: 'Réessayez. Si cela continue, regardez le journal dans le dossier de données.',
  },
  connection_lost: {
    title: 'Foyer ne répond pas',
    advice: 'Vérifiez qu’il est toujours lancé. La page se reconnectera toute seule.',
  },
} as const;
