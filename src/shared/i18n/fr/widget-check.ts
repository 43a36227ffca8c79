/** The page that tests from a visitor's device; its reader may know nothing of Foyer. */
export const widgetCheck = {
  title: 'Essai depuis cet appareil',
  intro: 'Cette page essaie, depuis ici, chaque étape dont l’assistant a besoin.',
  introPage: 'Elle dit aussi ce que rencontrerait la page {{page}}.',
  running: 'Essai en cours…',
  allFine: 'Tout va bien depuis cet appareil.',
  someBad_one: 'Une étape ne passe pas.',
  someBad_other: '{{count}} étapes ne passent pas.',
  someWarn: 'Tout passe, mais regardez ce qui est signalé.',
  again: 'Recommencer',
  copy: 'Copier le résultat',
  copied: 'Copié',
  level_ok: 'En ordre',
  level_info: 'À savoir',
  level_warn: 'À regarder',
  level_bad: 'Ne passe pas',
  wrongPage: 'L’adresse donnée dans « ?page= » n’est pas celle d’une page : elle n’est pas vérifiée.',

  server: 'Le serveur répond',
  server_ok: 'Première réponse en {{ms}} ms.',
  server_slow: 'Première réponse en {{ms}} ms, ce qui est long : le réseau ou la machine est chargé.',
  server_bad: 'Il ne répond pas. Vérifiez le Wi-Fi de cet appareil, et que Foyer est en marche.',
  server_failing: 'Il répond, mais dit ne pas être en état. Prévenez la personne qui s’en occupe.',
  protocol: 'La liaison',
  protocol_https: 'Elle est chiffrée (https, {{version}}).',
  protocol_http:
    'Elle n’est pas chiffrée (http) : les pages en https ne pourront pas afficher l’assistant. HTTPS s’active dans les réglages du réseau de Foyer.',
  protocol_here: 'L’adresse désigne cet appareil même : elle ne vaut pour aucun autre.',
  widget: 'L’assistant',
  widget_ok: 'Il est ouvert, et accepte cet appareil.',
  widget_elsewhere: 'Il est ouvert, mais seulement sur les sites de sa liste : sa page entière est fermée.',
  widget_off: 'Il est éteint. La personne qui s’en occupe l’allume dans « Diffuser ».',
  widget_unknown: 'Cette adresse ne désigne aucun assistant. Reprenez-la dans « Diffuser ».',
  widget_busy: 'Trop de demandes en ce moment. Recommencez dans une minute.',
  widget_bad: 'Il n’a pas répondu comme prévu. Recommencez, puis prévenez la personne qui s’en occupe.',
  page: 'La page {{page}}',
  page_allowed: 'Elle est dans la liste des sites permis.',
  page_refused:
    'Elle n’est pas dans la liste des sites permis : l’assistant refuserait de s’y ouvrir. Ajoutez-la dans « Diffuser ».',
  page_unknown: 'On ne peut pas le dire tant que l’assistant est éteint.',
  reach: 'De cette page au serveur',
  reach_ok: 'Rien ne s’y oppose.',
  reach_server_only_here:
    'L’adresse du serveur désigne l’appareil de chacun : les visiteurs n’y trouveraient rien. Choisissez-en une autre dans « Diffuser ».',
  reach_mixed_content:
    'La page est en https et le serveur en http : les navigateurs refusent ce mélange. Activez HTTPS, ou passez par un tunnel.',
  reach_page_needs_https:
    'Chrome interdit à une page publique en http de joindre un réseau local. La page et le serveur doivent être en https.',
  reach_permission_asked:
    'Chrome demandera à chaque visiteur la permission de joindre son réseau local ; qui refuse ne voit pas l’assistant.',
  reach_outside_unreachable:
    'Le serveur n’existe que sur ce réseau : un visiteur ailleurs ne l’atteint pas. Il faut un serveur accessible d’Internet, ou un tunnel.',
  panel: 'La fenêtre de discussion',
  panel_ok: 'Elle se charge.',
  panel_headers:
    'Elle se charge, mais un relais retient des en-têtes que Foyer envoie : sur une page isolée (COEP), elle ne s’ouvrirait pas. Laissez-le transmettre {{headers}}.',
  panel_off: 'Elle ne se charge pas tant que l’assistant est éteint.',
  panel_bad: 'Elle ne se charge pas. Un filtre ou un relais la retient peut-être.',
  stream: 'Les réponses au fil de l’eau',
  stream_ok: 'Elles arrivent au fur et à mesure.',
  stream_buffered:
    'Elles arrivent d’un bloc : un relais (proxy) ou un antivirus les retient. Pour nginx : « proxy_buffering off ».',
  stream_bad: 'Le flux s’est interrompu. Un relais ou un filtre le coupe peut-être.',
  storage: 'La mémoire du navigateur',
  storage_ok: 'La discussion sera retrouvée au retour.',
  storage_bad:
    'Elle est refusée (navigation privée ?) : la discussion marche, mais recommence à chaque visite.',
  permission: 'La permission « réseau local »',
  permission_granted: 'Elle est accordée à cette page.',
  permission_prompt:
    'Ce navigateur la demandera quand une page publique voudra joindre ce réseau. Répondez « Autoriser ».',
  permission_denied:
    'Elle est refusée. Rétablissez-la dans les réglages du site, à gauche de l’adresse, « Réseau local ».',
  permission_none: 'Ce navigateur ne la demande pas.',
  permission_needless: 'Elle n’est pas nécessaire : le serveur est sur Internet.',
} as const;
