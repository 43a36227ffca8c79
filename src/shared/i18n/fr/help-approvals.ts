export const helpApprovals = {
  title: 'À valider',
  summary: 'Ce qui part ou paie attend votre accord.',
  body: `Rien de ce qui écrit ailleurs, envoie ou paie ne se fait tout seul. Un chatbot, un module ou une personne du bureau le propose ; cela attend sur la page **À valider**. L’accueil et le menu disent combien de demandes attendent.

## Décider

1. Lisez la carte : elle dit exactement ce qui va se passer, à qui, avec quels mots.
2. **Valider** le fait avoir lieu, une seule fois.
3. **Modifier** en fait une nouvelle version, qui attend un accord à son tour.
4. **Refuser** demande un mot : qui l’a proposé le lira.

Votre accord vaut pour ce que vous avez lu. Si le contenu change entre-temps, la carte le dit et montre la nouvelle version avant que vous puissiez valider.

## Qui décide

Les personnes qui administrent Foyer ou éditent le client. Un paiement est validé par une autre personne que celle qui l’a proposé, quand il y en a une.

## Écrire un courriel

**Écrire un courriel**, en haut de la page, en propose un. Il part par le serveur réglé dans Réglages → Courriel, une fois validé.

## Quand cela n’a pas abouti

**Passé** garde ce qui a été décidé et ce qu’il en est advenu. Si Foyer s’est arrêté pendant l’exécution, il ne recommence jamais de lui-même : c’est peut-être fait. Vérifiez, puis remettez à valider si besoin.`,
};
