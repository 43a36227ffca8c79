/** The article on the Appearance tab. */
export const helpAppearance = {
  title: 'L’apparence du widget',
  summary:
    'Couleurs, textes, horaires, coordonnées, limites : chaque réglage se voit avant d’être enregistré.',
  body: `Dans l’onglet **Apparence** d’un chatbot, les réglages sont à gauche et le widget lui-même à droite. Chaque modification s’y voit tout de suite ; vos visiteurs ne la voient qu’après **Enregistrer** (Ctrl + S). Posez des questions dans l’aperçu : les réponses sont les vraies, et ces essais ne sont comptés nulle part.

Les boutons au-dessus de l’aperçu montrent un téléphone ou un ordinateur, le jour ou la nuit, la bulle, et ce que vos visiteurs voient rarement : votre absence, le formulaire. La flèche recommence.

## Comme le chatbot, ou autrement

Titre, accueil, couleur, initiales et réponses rapides viennent du chatbot. **Personnaliser** leur donne une autre valeur pour vos pages ; **Comme le chatbot** y revient. Tant que vous ne personnalisez pas, un changement fait dans « Personnalité » se retrouve sur vos pages.

## Ce qui s’arrange tout seul

- **La couleur.** Sur une couleur claire, les mots passent en noir ; employée pour du texte, elle est assombrie juste ce qu’il faut.
- **La langue.** Les boutons parlent celle du visiteur, de la page, ou toujours la même. Une langue dont vous avez écrit le fichier apparaît dans la liste : voyez « Un chatbot sur vos pages ».
- **Le thème.** Clair, sombre, ou celui du visiteur.

## Être joint

- **Horaires** : le chatbot répond à toute heure ; en dehors de vos horaires il l’annonce et propose de laisser un message. Les heures sont celles du fuseau choisi.
- **Coordonnées** : jamais, au début de la discussion, ou quand le visiteur le demande, avec les champs que vous cochez.
- **Parler à une personne** : le visiteur laisse son nom et son adresse, depuis le menu, ou quand les documents ne répondent pas. À qui écrit qu’il veut parler à quelqu’un, c’est toujours proposé.
- **Conversation par e-mail** : proposée seulement quand l’envoi d’e-mails est réglé dans Foyer.

## Confidentialité

La mention dit ce que vous gardez. Si vous demandez l’accord, rien n’est envoyé tant que le visiteur n’a pas accepté.

**Mettre fin à toutes les visites** coupe aussitôt l’accès de chaque visiteur à sa conversation. Les conversations restent chez vous, et vos réglages ne changent pas.

## Limites

Elles sont regardées dans cet ordre : par visiteur, tous ensemble, par adresse. Un bureau entier partage souvent une seule adresse : gardez la dernière large. Vous pouvez écrire ce que lit la personne arrêtée.

## Le logo

PNG, JPEG, WebP ou GIF, 400 ko au plus, carré de préférence. Un dessin SVG peut contenir du code : exportez-le en PNG.`,
} as const;
