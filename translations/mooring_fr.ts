<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_US">
<context>
    <name>mooring</name>
    <message>
        <source>Not understood: %1. Usage: mooring [--lang en|fr] [IMAGE...]</source>
        <translation>Commande non comprise&#xa0;: %1. Utilisation&#xa0;: mooring [--lang en|fr] [IMAGE…]</translation>
    </message>
    <message>
        <source>Usage: mooring [--lang en|fr] [IMAGE...]</source>
        <translation>Utilisation&#xa0;: mooring [--lang en|fr] [IMAGE…]</translation>
    </message>
</context>
<context>
    <name>mooring::ActivityView</name>
    <message>
        <source>Nothing has been done on this host with Mooring yet.</source>
        <translation>Rien n’a encore été fait sur cet hôte avec Mooring.</translation>
    </message>
    <message>
        <source>Put back…</source>
        <translation>Remettre en place…</translation>
    </message>
    <message>
        <source>Copy account</source>
        <translation>Copier le compte rendu</translation>
    </message>
</context>
<context>
    <name>mooring::AttachChoices</name>
    <message>
        <source>Also open files o&amp;utside of its folder</source>
        <translation>O&amp;uvrir aussi des fichiers hors de son dossier</translation>
    </message>
    <message>
        <source>Attach it as a &amp;raw disk all the same</source>
        <translation>Attacher quand même comme disque &amp;brut</translation>
    </message>
    <message>
        <source>Read &amp;only</source>
        <translation>&amp;Lecture seule</translation>
    </message>
    <message>
        <source>&amp;Write to an overlay, the image stays as it is</source>
        <translation>Écrire &amp;dans un overlay, l’image reste telle quelle</translation>
    </message>
    <message>
        <source>Checksums &amp;before and after</source>
        <translation>&amp;Sommes de contrôle avant et après</translation>
    </message>
    <message>
        <source>Stays &amp;attached:</source>
        <translation>&amp;Reste attaché&#xa0;:</translation>
    </message>
    <message>
        <source>until detached or restart</source>
        <translation>jusqu’au détachement ou au redémarrage</translation>
    </message>
    <message>
        <source>until nobody uses it any more</source>
        <translation>jusqu’à ce que plus personne ne l’utilise</translation>
    </message>
    <message>
        <source>How long it stays attached</source>
        <translation>Durée de l’attachement</translation>
    </message>
</context>
<context>
    <name>mooring::AttachDialog</name>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Looking at the file…</source>
        <translation>Examen du fichier…</translation>
    </message>
    <message>
        <source>Image %1 of %2</source>
        <translation>Image %1 sur %2</translation>
    </message>
    <message>
        <source>Attach an image on %1</source>
        <translation>Attacher une image sur %1</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Fichier&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Choisir…</translation>
    </message>
    <message>
        <source>Image file</source>
        <translation>Fichier image</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Choose a disk image.</source>
        <translation>Choisissez une image disque.</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>Choisir une image disque</translation>
    </message>
    <message>
        <source>Disk images (*.vhd *.vhdx *.vmdk *.vdi *.qcow2 *.img *.raw *.iso *.bin *.dd)</source>
        <translation>Images disque (*.vhd *.vhdx *.vmdk *.vdi *.qcow2 *.img *.raw *.iso *.bin *.dd)</translation>
    </message>
</context>
<context>
    <name>mooring::AttachProgress</name>
    <message>
        <source>Checking that it is attached…</source>
        <translation>Vérification de l’attachement…</translation>
    </message>
    <message>
        <source>Attaching…</source>
        <translation>Attachement en cours…</translation>
    </message>
    <message>
        <source>Attaching: %1</source>
        <translation>Attachement en cours&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mooring::BlockerRow</name>
    <message>
        <source>Leave out</source>
        <translation>Laisser de côté</translation>
    </message>
    <message>
        <source>Keep what it uses, and do the rest of the plan.</source>
        <translation>Garder ce qui est utilisé et exécuter le reste du plan.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
</context>
<context>
    <name>mooring::ChapFields</name>
    <message>
        <source>A&amp;uthenticate with CHAP</source>
        <translation>S’a&amp;uthentifier par CHAP</translation>
    </message>
    <message>
        <source>User na&amp;me:</source>
        <translation>No&amp;m d’utilisateur&#xa0;:</translation>
    </message>
    <message>
        <source>CHAP &amp;secret:</source>
        <translation>Se&amp;cret CHAP&#xa0;:</translation>
    </message>
    <message>
        <source>CHAP user name</source>
        <translation>Nom d’utilisateur CHAP</translation>
    </message>
    <message>
        <source>CHAP secret</source>
        <translation>Secret CHAP</translation>
    </message>
    <message>
        <source>The target proves who it is as &amp;well (mutual CHAP)</source>
        <translation>&amp;La cible s’authentifie aussi (CHAP mutuel)</translation>
    </message>
    <message>
        <source>User name of the &amp;target:</source>
        <translation>Nom d’utilisateur de la ci&amp;ble&#xa0;:</translation>
    </message>
    <message>
        <source>CHAP secret &amp;of the target:</source>
        <translation>S&amp;ecret CHAP de la cible&#xa0;:</translation>
    </message>
    <message>
        <source>CHAP user name of the target</source>
        <translation>Nom d’utilisateur CHAP de la cible</translation>
    </message>
    <message>
        <source>CHAP secret of the target</source>
        <translation>Secret CHAP de la cible</translation>
    </message>
</context>
<context>
    <name>mooring::DetailsPane</name>
    <message>
        <source>Choose a row to see what is known about it.</source>
        <translation>Choisissez une ligne pour voir ce que l’on en sait.</translation>
    </message>
    <message numerus="yes">
        <source>%n things chosen</source>
        <translation>
            <numerusform>%n élément choisi</numerusform>
            <numerusform>%n éléments choisis</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy attachment details</source>
        <translation>Copier les détails de l’attachement</translation>
    </message>
</context>
<context>
    <name>mooring::DiscoverDialog</name>
    <message>
        <source>Discover iSCSI targets on %1</source>
        <translation>Découvrir des cibles iSCSI sur %1</translation>
    </message>
    <message>
        <source>&amp;Discover</source>
        <translation>&amp;Découvrir</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Filter the targets</source>
        <translation>Filtrer les cibles</translation>
    </message>
    <message>
        <source>Targets found</source>
        <translation>Cibles trouvées</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>mooring::DiscoverModel</name>
    <message>
        <source>Portal and its targets</source>
        <translation>Portail et ses cibles</translation>
    </message>
    <message>
        <source>Reached through</source>
        <translation>Accessible par</translation>
    </message>
</context>
<context>
    <name>mooring::ErrorPanel</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>Détails de l’erreur</translation>
    </message>
</context>
<context>
    <name>mooring::FactsModel</name>
    <message>
        <source>What is known</source>
        <translation>Caractéristique</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
</context>
<context>
    <name>mooring::FilterBar</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Rechercher (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Show only: %1</source>
        <translation>Afficher seulement&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mooring::Format</name>
    <message>
        <source>%1 (%2 bytes)</source>
        <comment>size, exact number</comment>
        <translation>%1 (%2 octets)</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>end of a list</comment>
        <translation>%1 et %2</translation>
    </message>
    <message>
        <source>until detached or restart</source>
        <translation>jusqu’au détachement ou au redémarrage</translation>
    </message>
    <message>
        <source>until its last user closes it</source>
        <translation>jusqu’à sa fermeture par le dernier utilisateur</translation>
    </message>
    <message>
        <source>compressed</source>
        <translation>compression active</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>chiffrement actif</translation>
    </message>
    <message>
        <source>on the network</source>
        <translation>sur le réseau</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>closed cleanly</source>
        <translation>fermée proprement</translation>
    </message>
    <message>
        <source>not closed by its last writer</source>
        <translation>non fermée par le dernier programme qui y a écrit</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>endommagée</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incomplète</translation>
    </message>
    <message>
        <source>protected by a password</source>
        <translation>protégée par un mot de passe</translation>
    </message>
    <message>
        <source>writes go to a file of their own</source>
        <translation>les écritures vont dans un fichier à part</translation>
    </message>
    <message>
        <source>a copy is attached</source>
        <translation>une copie est attachée</translation>
    </message>
    <message>
        <source>programs that read it</source>
        <translation>des programmes qui la lisent</translation>
    </message>
    <message>
        <source>a program that writes to it</source>
        <translation>un programme qui y écrit</translation>
    </message>
    <message>
        <source>version %1 of the format</source>
        <translation>version %1 du format</translation>
    </message>
    <message>
        <source>of fixed size</source>
        <comment>image</comment>
        <translation>de taille fixe</translation>
    </message>
    <message>
        <source>dynamic</source>
        <comment>image</comment>
        <translation>dynamique</translation>
    </message>
    <message>
        <source>differencing</source>
        <comment>image</comment>
        <translation>de différenciation</translation>
    </message>
    <message>
        <source>the kernel</source>
        <translation>le noyau</translation>
    </message>
    <message>
        <source>Mooring</source>
        <translation>Mooring</translation>
    </message>
    <message>
        <source>when the host starts</source>
        <translation>au démarrage de l’hôte</translation>
    </message>
    <message>
        <source>none</source>
        <comment>authentication, digest</comment>
        <translation>aucun</translation>
    </message>
    <message>
        <source>CHAP</source>
        <translation>CHAP</translation>
    </message>
    <message>
        <source>mutual CHAP</source>
        <translation>CHAP mutuel</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>disque</translation>
    </message>
    <message>
        <source>tape</source>
        <translation>bande</translation>
    </message>
    <message>
        <source>optical disc</source>
        <translation>disque optique</translation>
    </message>
    <message>
        <source>controller</source>
        <translation>contrôleur</translation>
    </message>
    <message>
        <source>enclosure</source>
        <translation>boîtier</translation>
    </message>
    <message>
        <source>other</source>
        <comment>kind of device</comment>
        <translation>autre</translation>
    </message>
    <message>
        <source>active, preferred path</source>
        <translation>actif, chemin préféré</translation>
    </message>
    <message>
        <source>active, not the preferred path</source>
        <translation>actif, chemin non préféré</translation>
    </message>
    <message>
        <source>on standby</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>non disponible</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>changing</source>
        <translation>en cours de changement</translation>
    </message>
    <message>
        <source>only its holder may write</source>
        <translation>seul son détenteur peut écrire</translation>
    </message>
    <message>
        <source>only its holder may read and write</source>
        <translation>seul son détenteur peut lire et écrire</translation>
    </message>
    <message>
        <source>only registered initiators may write</source>
        <translation>seuls les initiateurs enregistrés peuvent écrire</translation>
    </message>
    <message>
        <source>only registered initiators may read and write</source>
        <translation>seuls les initiateurs enregistrés peuvent lire et écrire</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>partagé</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>exclusif</translation>
    </message>
    <message>
        <source>direct</source>
        <comment>share mode</comment>
        <translation>direct</translation>
    </message>
    <message>
        <source>raw</source>
        <comment>card protocol</comment>
        <translation>brut</translation>
    </message>
    <message>
        <source>named in the target</source>
        <comment>initiator</comment>
        <translation>nommé dans la cible</translation>
    </message>
    <message>
        <source>in demo mode</source>
        <comment>initiator</comment>
        <translation>en mode démo</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>non enregistrée</translation>
    </message>
    <message>
        <source>different</source>
        <translation>différente</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
</context>
<context>
    <name>mooring::LoginDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Open iSCSI sessions on %1</source>
        <translation>Ouvrir des sessions iSCSI sur %1</translation>
    </message>
    <message>
        <source>Targets to open sessions to</source>
        <translation>Cibles vers lesquelles ouvrir une session</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>&amp;Portal of the chosen target:</source>
        <translation>&amp;Portail de la cible choisie&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Portal:</source>
        <translation>&amp;Portail&#xa0;:</translation>
    </message>
    <message>
        <source>Portal to log in through</source>
        <translation>Portail par lequel ouvrir la session</translation>
    </message>
</context>
<context>
    <name>mooring::LoginOptions</name>
    <message>
        <source>&amp;Number of sessions:</source>
        <translation>&amp;Nombre de sessions&#xa0;:</translation>
    </message>
    <message>
        <source>Number of sessions to each target</source>
        <translation>Nombre de sessions vers chaque cible</translation>
    </message>
    <message>
        <source>Check the &amp;headers with a digest (CRC32C)</source>
        <translation>Vérifier les en-&amp;têtes par un condensé (CRC32C)</translation>
    </message>
    <message>
        <source>Log in &amp;automatically when Mooring&apos;s service starts</source>
        <translation>Ouvrir automatiquement la session au démarrage du &amp;service de Mooring</translation>
    </message>
    <message>
        <source>Remember the secret in the &amp;keyring (it is missing, locked or silent)</source>
        <translation>Conserver le secret dans le t&amp;rousseau (absent, verrouillé ou muet)</translation>
    </message>
    <message>
        <source>Remember the secret in the &amp;keyring</source>
        <translation>Conserver le secret dans le t&amp;rousseau</translation>
    </message>
    <message>
        <source>Keep in the &amp;list when no session is open</source>
        <translation>Garder dans la &amp;liste quand aucune session n’est ouverte</translation>
    </message>
</context>
<context>
    <name>mooring::MainMenu</name>
    <message>
        <source>Nothing is chosen</source>
        <translation>Rien n’est choisi</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Colonnes</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Aid&amp;e</translation>
    </message>
    <message>
        <source>&amp;Attach image…</source>
        <translation>&amp;Attacher une image…</translation>
    </message>
    <message>
        <source>Attach image…</source>
        <translation>Attacher une image…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Main action</source>
        <translation>Action principale</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Vérifier de nouveau</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Rechercher</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Détails</translation>
    </message>
    <message>
        <source>&amp;About Mooring</source>
        <translation>À &amp;propos de Mooring</translation>
    </message>
    <message>
        <source>&amp;Selection</source>
        <translation>&amp;Sélection</translation>
    </message>
    <message>
        <source>&amp;Recent images</source>
        <translation>Images &amp;récentes</translation>
    </message>
    <message>
        <source>&amp;Discover targets…</source>
        <translation>&amp;Découvrir des cibles…</translation>
    </message>
    <message>
        <source>Discover targets…</source>
        <translation>Découvrir des cibles…</translation>
    </message>
</context>
<context>
    <name>mooring::MainWindow</name>
    <message>
        <source>Operations</source>
        <translation>Opérations</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>Modules</translation>
    </message>
</context>
<context>
    <name>mooring::Navigation</name>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n entries</source>
        <translation>
            <numerusform>%1, %n entrée</numerusform>
            <numerusform>%1, %n entrées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mooring::OpenDialogs</name>
    <message>
        <source>About Mooring</source>
        <translation>À propos de Mooring</translation>
    </message>
    <message>
        <source>Mooring %1 shows what is attached to this host, and lets go of it safely.</source>
        <translation>Mooring %1 montre ce qui est attaché à cet hôte et le détache sans risque.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Logiciel libre sous licence publique générale GNU, version 3 ou ultérieure.</translation>
    </message>
</context>
<context>
    <name>mooring::OperationRow</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Put back…</source>
        <translation>Remettre en place…</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copier les détails</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>mooring::PictureSection</name>
    <message>
        <source>Picture: what needs what</source>
        <translation>Schéma&#xa0;: qui dépend de quoi</translation>
    </message>
    <message>
        <source>Open in a window</source>
        <translation>Ouvrir dans une fenêtre</translation>
    </message>
</context>
<context>
    <name>mooring::PictureWindow</name>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 n’est plus là.</translation>
    </message>
    <message>
        <source>What needs what: %1 on %2</source>
        <comment>name, host</comment>
        <translation>Qui dépend de quoi&#xa0;: %1 sur %2</translation>
    </message>
    <message>
        <source>Follow the selection</source>
        <translation>Suivre la sélection</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>mooring::PlanDialog</name>
    <message>
        <source>Looking who uses it…</source>
        <translation>Recherche des utilisateurs…</translation>
    </message>
    <message>
        <source>Ask all to quit</source>
        <translation>Demander à tous de quitter</translation>
    </message>
    <message>
        <source>Take back my answers</source>
        <translation>Annuler mes réponses</translation>
    </message>
    <message>
        <source>Show commands</source>
        <translation>Afficher les commandes</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>Enregistrer le plan…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Enregistrer le plan</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>Not everything could be looked into, so more may be in the way. %1</source>
        <translation>Tout n’a pas pu être examiné, d’autres obstacles sont donc possibles. %1</translation>
    </message>
</context>
<context>
    <name>mooring::PlanModel</name>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Conséquence</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
</context>
<context>
    <name>mooring::PlanSteps</name>
    <message>
        <source>Search in the plan</source>
        <translation>Rechercher dans le plan</translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation>Étapes du plan</translation>
    </message>
    <message>
        <source>Commands that do the same</source>
        <translation>Commandes équivalentes</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the commands</source>
        <translation>Copier les commandes</translation>
    </message>
</context>
<context>
    <name>mooring::PortalField</name>
    <message>
        <source>Address or name, with the port unless it is 3260: 10.0.0.1:3261. Several are set apart by blanks.</source>
        <translation>Adresse ou nom, avec le port s’il n’est pas 3260&#xa0;: 10.0.0.1:3261. Séparez-en plusieurs par des espaces.</translation>
    </message>
    <message>
        <source>&amp;Portals:</source>
        <translation>&amp;Portails&#xa0;:</translation>
    </message>
    <message>
        <source>Portals to ask</source>
        <translation>Portails à interroger</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>&amp;Récents</translation>
    </message>
    <message>
        <source>Recent portals</source>
        <translation>Portails récents</translation>
    </message>
</context>
<context>
    <name>mooring::ProgressRow</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
</context>
<context>
    <name>mooring::QuitQuestion</name>
    <message>
        <source>Finish, then quit</source>
        <translation>Terminer, puis quitter</translation>
    </message>
    <message>
        <source>Stop after this step and quit</source>
        <translation>Arrêter après cette étape et quitter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>mooring::RecentImages</name>
    <message>
        <source>No image has been attached yet</source>
        <translation>Aucune image n’a encore été attachée</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>&amp;Vider la liste</translation>
    </message>
</context>
<context>
    <name>mooring::RecentPortals</name>
    <message>
        <source>No portal has answered yet</source>
        <translation>Aucun portail n’a encore répondu</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>&amp;Vider la liste</translation>
    </message>
</context>
<context>
    <name>mooring::ResourceActions</name>
    <message>
        <source>Copy &amp;name</source>
        <translation>Copier le &amp;nom</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>Copier le &amp;chemin</translation>
    </message>
    <message>
        <source>&amp;Show details</source>
        <translation>Afficher les &amp;détails</translation>
    </message>
    <message>
        <source>Copy attachment &amp;details</source>
        <translation>Copier les détails de l’&amp;attachement</translation>
    </message>
</context>
<context>
    <name>mooring::ResourceView</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Show what was done</source>
        <translation>Afficher ce qui a été fait</translation>
    </message>
</context>
<context>
    <name>mooring::TopologyPicture</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>things that are not drawn</comment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>kind, state</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Process of %1</source>
        <comment>user</comment>
        <translation>Processus lancé par %1</translation>
    </message>
    <message>
        <source>needs %1 of %2</source>
        <comment>numbers</comment>
        <translation>il en faut %1 sur %2</translation>
    </message>
    <message>
        <source>closes a ring</source>
        <translation>ferme un cercle</translation>
    </message>
    <message>
        <source>%1 needs nothing else, and nothing stands on it.</source>
        <translation>%1 ne nécessite rien d’autre, et rien n’en dépend.</translation>
    </message>
    <message>
        <source>%1 needs %2 of these %3: %4.</source>
        <comment>name, number, number, names</comment>
        <translation>%1 nécessite %2 de ces %3 éléments&#xa0;: %4.</translation>
    </message>
    <message numerus="yes">
        <source>%n more need %1.</source>
        <comment>things that are not drawn</comment>
        <translation>
            <numerusform>%n autre élément nécessite %1.</numerusform>
            <numerusform>%n autres éléments nécessitent %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 needs %n more.</source>
        <comment>things that are not drawn</comment>
        <translation>
            <numerusform>%1 nécessite %n autre élément.</numerusform>
            <numerusform>%1 nécessite %n autres éléments.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 needs %2.</source>
        <comment>names</comment>
        <translation>%1 nécessite %2.</translation>
    </message>
    <message>
        <source>%1 uses %2: %3.</source>
        <comment>name, name, how</comment>
        <translation>%1 utilise %2&#xa0;: %3.</translation>
    </message>
</context>
<context>
    <name>mooring::TopologyView</name>
    <message>
        <source>What needs what</source>
        <translation>Qui dépend de quoi</translation>
    </message>
    <message>
        <source>What needs what, around %1</source>
        <translation>Qui dépend de quoi, autour de %1</translation>
    </message>
</context>
<context>
    <name>mooring::ViewStack</name>
    <message>
        <source>Nothing here matches the search and the filters.</source>
        <translation>Rien ici ne correspond à la recherche et aux filtres.</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>Tout afficher de nouveau</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Nothing needs attention on this host.</source>
        <translation>Rien ne demande votre attention sur cet hôte.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>No image is attached to this host. Checked: every loop device.</source>
        <translation>Aucune image n’est attachée à cet hôte. Vérifié&#xa0;: tous les périphériques boucle.</translation>
    </message>
    <message>
        <source>Attach an image…</source>
        <translation>Attacher une image…</translation>
    </message>
    <message>
        <source>Nothing is attached to this host.</source>
        <translation>Rien n’est attaché à cet hôte.</translation>
    </message>
    <message>
        <source>No iSCSI session on this host. Checked: the kernel&apos;s and Mooring&apos;s own.</source>
        <translation>Aucune session iSCSI sur cet hôte. Vérifié&#xa0;: celles du noyau et celles de Mooring.</translation>
    </message>
    <message>
        <source>Discover targets…</source>
        <translation>Découvrir des cibles…</translation>
    </message>
    <message>
        <source>No smart card reader on this host. Checked: pcscd&apos;s and every USB device.</source>
        <translation>Aucun lecteur de cartes à puce sur cet hôte. Vérifié&#xa0;: ceux de pcscd et tous les périphériques USB.</translation>
    </message>
    <message>
        <source>No smart card reader found. Checked: every USB device. pcscd could not be asked.</source>
        <translation>Aucun lecteur de carte à puce trouvé. Vérifié&#xa0;: tous les périphériques USB. pcscd n’a pas pu être interrogé.</translation>
    </message>
    <message>
        <source>This host exports no logical unit. Checked: tgt and the kernel&apos;s LIO.</source>
        <translation>Cet hôte n’exporte aucune unité logique. Vérifié&#xa0;: tgt et LIO, la cible du noyau.</translation>
    </message>
</context>
<context>
    <name>mooring::Wording</name>
    <message>
        <source>Portal</source>
        <translation>Portail</translation>
    </message>
    <message>
        <source>iSCSI target</source>
        <translation>Cible iSCSI</translation>
    </message>
    <message>
        <source>iSCSI session</source>
        <translation>Session iSCSI</translation>
    </message>
    <message>
        <source>Logical unit (LUN)</source>
        <translation>Unité logique (LUN)</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>Partition</source>
        <comment>kind of resource</comment>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Virtual disk</source>
        <translation>Disque virtuel</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>Image disque</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>Système de fichiers</translation>
    </message>
    <message>
        <source>Mount point</source>
        <translation>Point de montage</translation>
    </message>
    <message>
        <source>Swap area</source>
        <translation>Espace de swap</translation>
    </message>
    <message>
        <source>LUKS encryption</source>
        <translation>Chiffrement LUKS</translation>
    </message>
    <message>
        <source>Volume group</source>
        <translation>Groupe de volumes</translation>
    </message>
    <message>
        <source>Logical volume</source>
        <translation>Volume logique</translation>
    </message>
    <message>
        <source>Thin pool</source>
        <translation>Réserve à allocation fine</translation>
    </message>
    <message>
        <source>MD array</source>
        <translation>Grappe MD</translation>
    </message>
    <message>
        <source>Member of an MD array</source>
        <translation>Membre d’une grappe MD</translation>
    </message>
    <message>
        <source>Multipath device</source>
        <translation>Périphérique multichemin</translation>
    </message>
    <message>
        <source>Path of a multipath device</source>
        <translation>Chemin d’un périphérique multichemin</translation>
    </message>
    <message>
        <source>Exported target</source>
        <translation>Cible exportée</translation>
    </message>
    <message>
        <source>Exported logical unit</source>
        <translation>Unité logique exportée</translation>
    </message>
    <message>
        <source>Mapped LUN</source>
        <translation>LUN mappé</translation>
    </message>
    <message>
        <source>Initiator</source>
        <translation>Initiateur</translation>
    </message>
    <message>
        <source>Smart card reader</source>
        <translation>Lecteur de cartes à puce</translation>
    </message>
    <message>
        <source>Smart card</source>
        <translation>Carte à puce</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Processus</translation>
    </message>
    <message>
        <source>Unknown item</source>
        <translation>Élément inconnu</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>attaché</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>au repos</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>en cours d’utilisation</translation>
    </message>
    <message>
        <source>mounted</source>
        <translation>monté</translation>
    </message>
    <message>
        <source>session open</source>
        <translation>session ouverte</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>reconnexion en cours</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>en mode dégradé</translation>
    </message>
    <message>
        <source>waiting to be detached</source>
        <translation>détachement différé</translation>
    </message>
    <message>
        <source>orphaned</source>
        <translation>sans propriétaire</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>present</source>
        <translation>en place</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>en partage</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>en mode exclusif</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>ne répond pas</translation>
    </message>
    <message>
        <source>without power</source>
        <translation>hors tension</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>accès refusé</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>recherche…</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>état inconnu</translation>
    </message>
    <message>
        <source>stands on it</source>
        <translation>en dépend</translation>
    </message>
    <message>
        <source>open file</source>
        <translation>fichier ouvert</translation>
    </message>
    <message>
        <source>open device</source>
        <translation>périphérique ouvert</translation>
    </message>
    <message>
        <source>working directory</source>
        <translation>répertoire courant</translation>
    </message>
    <message>
        <source>root directory</source>
        <translation>répertoire racine</translation>
    </message>
    <message>
        <source>running program</source>
        <translation>programme en cours d’exécution</translation>
    </message>
    <message>
        <source>mapped file</source>
        <translation>fichier projeté en mémoire</translation>
    </message>
    <message>
        <source>deleted file, still open</source>
        <translation>fichier supprimé, encore ouvert</translation>
    </message>
    <message>
        <source>mounted in another namespace</source>
        <translation>montage dans un autre espace de noms</translation>
    </message>
    <message>
        <source>mounted inside</source>
        <translation>montage à l’intérieur</translation>
    </message>
    <message>
        <source>image file</source>
        <translation>fichier image</translation>
    </message>
    <message>
        <source>overlay layer</source>
        <translation>couche overlay</translation>
    </message>
    <message>
        <source>swap area</source>
        <translation>espace de swap</translation>
    </message>
    <message>
        <source>member</source>
        <translation>membre</translation>
    </message>
    <message>
        <source>NFS export</source>
        <translation>export NFS</translation>
    </message>
    <message>
        <source>claimed, by whom is not known</source>
        <translation>réservation, par qui reste inconnu</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>rien à faire</translation>
    </message>
    <message>
        <source>partly done</source>
        <translation>échec partiel</translation>
    </message>
    <message>
        <source>not gone yet</source>
        <translation>détachement différé</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>occupé</translation>
    </message>
    <message>
        <source>not associated</source>
        <translation>non associé</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>délai dépassé</translation>
    </message>
    <message>
        <source>not authorised</source>
        <translation>non autorisé</translation>
    </message>
    <message>
        <source>authentication dismissed</source>
        <translation>authentification abandonnée</translation>
    </message>
    <message>
        <source>invalid request</source>
        <translation>requête non valide</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>non pris en charge</translation>
    </message>
    <message>
        <source>no provider</source>
        <translation>aucun fournisseur</translation>
    </message>
    <message>
        <source>bad image</source>
        <translation>image non valide</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>mémoire insuffisante</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>too late to stop</source>
        <translation>trop tard pour arrêter</translation>
    </message>
    <message>
        <source>service not available</source>
        <translation>service indisponible</translation>
    </message>
    <message>
        <source>result unknown</source>
        <translation>résultat inconnu</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À surveiller</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Virtual disks</source>
        <translation>Disques virtuels</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message numerus="yes">
        <source>System images (%n)</source>
        <translation>
            <numerusform>Images système (%n)</numerusform>
            <numerusform>Images système (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Needed by the running system (%n)</source>
        <translation>
            <numerusform>Nécessaire au système (%n)</numerusform>
            <numerusform>Nécessaires au système (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En cours d’utilisation</translation>
    </message>
    <message>
        <source>Free</source>
        <comment>filter: nobody uses it</comment>
        <translation>Libres</translation>
    </message>
    <message>
        <source>Orphaned</source>
        <translation>Sans propriétaire</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>System images</source>
        <translation>Images système</translation>
    </message>
    <message>
        <source>Leave running</source>
        <translation>Laisser tourner</translation>
    </message>
    <message>
        <source>Ask to quit</source>
        <translation>Demander de quitter</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Terminer maintenant</translation>
    </message>
    <message>
        <source>Cannot be done</source>
        <translation>Impossible</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>Bloqué par</translation>
    </message>
    <message>
        <source>Also affected</source>
        <translation>Également touché</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>lecture seule</translation>
    </message>
    <message>
        <source>read and write</source>
        <translation>lecture et écriture</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>name, kind, state</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1, %2, %3, in use by %4</source>
        <comment>name, kind, state, users</comment>
        <translation>%1, %2, %3, utilisé par %4</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Code&#xa0;: %1</translation>
    </message>
    <message>
        <source>Origin: %1</source>
        <translation>Origine&#xa0;: %1</translation>
    </message>
    <message>
        <source>Number: %1</source>
        <translation>Numéro&#xa0;: %1</translation>
    </message>
    <message>
        <source>Number: %1 (%2)</source>
        <translation>Numéro&#xa0;: %1 (%2)</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>Message&#xa0;: %1</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Source&#xa0;: %1</translation>
    </message>
    <message>
        <source>this item</source>
        <translation>cet élément</translation>
    </message>
    <message>
        <source>Nothing on this host is called %1.</source>
        <translation>Rien sur cet hôte ne s’appelle %1.</translation>
    </message>
    <message>
        <source>Several things on this host are called %1.</source>
        <translation>Plusieurs éléments de cet hôte s’appellent %1.</translation>
    </message>
    <message>
        <source>This cannot be done with %1.</source>
        <translation>Cette action n’est pas possible avec %1.</translation>
    </message>
    <message>
        <source>The flags have to be 0; %1 was given.</source>
        <translation>Les indicateurs doivent valoir 0&#x202f;; valeur reçue&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The argument is not valid: %1.</source>
        <translation>L’argument n’est pas valide&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Nothing was chosen.</source>
        <translation>Rien n’a été choisi.</translation>
    </message>
    <message>
        <source>This has to be confirmed, and there is no terminal to ask on.</source>
        <translation>Une confirmation est nécessaire, et il n’y a pas de terminal pour la demander.</translation>
    </message>
    <message>
        <source>Other things are also affected, and that was not accepted: %1.</source>
        <translation>D’autres éléments sont également touchés, et cela n’a pas été accepté&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Something is in the way: %1 is in use.</source>
        <translation>Un élément bloque le plan&#xa0;: %1 est en cours d’utilisation.</translation>
    </message>
    <message>
        <source>The kernel says that %1 is in use, and the cause was not found.</source>
        <translation>Le noyau indique que %1 est en cours d’utilisation&#x202f;; la cause n’a pas été trouvée.</translation>
    </message>
    <message>
        <source>There is no order in which it can be released: %1 stands on itself.</source>
        <translation>Il n’existe aucun ordre de libération&#xa0;: %1 dépend de soi-même.</translation>
    </message>
    <message>
        <source>The running system needs %1.</source>
        <translation>Le système en marche a besoin de cet élément&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Something has changed since the plan for %1 was made.</source>
        <translation>Quelque chose a changé depuis l’établissement du plan pour %1.</translation>
    </message>
    <message>
        <source>An operation that is running already touches %1.</source>
        <translation>Une opération en cours touche déjà %1.</translation>
    </message>
    <message>
        <source>The plan for %1 cannot start: something is in the way.</source>
        <translation>Le plan pour %1 ne peut pas commencer&#xa0;: un élément le bloque.</translation>
    </message>
    <message>
        <source>Nothing here knows how to release %1.</source>
        <translation>Rien ici ne permet de libérer %1.</translation>
    </message>
    <message>
        <source>Another thing is now found where %1 was.</source>
        <translation>Autre chose se trouve maintenant à la place de «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>Something new uses %1.</source>
        <translation>Un nouvel élément utilise %1.</translation>
    </message>
    <message>
        <source>Success was reported, yet %1 is still there.</source>
        <translation>Le succès a été annoncé, mais %1 est toujours là.</translation>
    </message>
    <message>
        <source>It is not gone yet: %1 disappears when its last user closes it.</source>
        <translation>Détachement différé&#xa0;: %1 disparaîtra à sa fermeture par le dernier utilisateur.</translation>
    </message>
    <message>
        <source>What became of %1 could not be seen.</source>
        <translation>Impossible de voir ce qu’il est advenu de «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>No answer came about %1.</source>
        <translation>Aucune réponse n’est venue au sujet de «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>The time allowed for %1 has passed.</source>
        <translation>Délai dépassé pour %1.</translation>
    </message>
    <message>
        <source>The part of the system in charge of %1 does not answer.</source>
        <translation>La partie du système chargée de «&#xa0;%1&#xa0;» ne répond pas.</translation>
    </message>
    <message>
        <source>Stopped at your request.</source>
        <translation>Arrêt à votre demande.</translation>
    </message>
    <message>
        <source>Stopped at your request: %1.</source>
        <translation>Arrêt à votre demande&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It is too late to stop: the request about %1 has gone out.</source>
        <translation>Il est trop tard pour arrêter&#xa0;: la requête concernant %1 est partie.</translation>
    </message>
    <message>
        <source>Not authorised: %1 needs administrator rights.</source>
        <translation>Vous n’êtes pas autorisé&#xa0;: %1 exige des droits d’administrateur.</translation>
    </message>
    <message>
        <source>Authentication was dismissed: %1.</source>
        <translation>L’authentification a été abandonnée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The system refused the request about %1.</source>
        <translation>Le système a refusé la requête concernant %1.</translation>
    </message>
    <message>
        <source>A command failed: %1.</source>
        <translation>Une commande a échoué&#xa0;: %1.</translation>
    </message>
    <message>
        <source>A program is missing on this host: %1.</source>
        <translation>Un programme manque sur cet hôte&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is not enough memory for %1.</source>
        <translation>La mémoire ne suffit pas pour %1.</translation>
    </message>
    <message>
        <source>The activity log cannot be written.</source>
        <translation>Impossible d’écrire le journal d’activité.</translation>
    </message>
    <message>
        <source>The activity log cannot be written: %1.</source>
        <translation>Impossible d’écrire le journal d’activité&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It is already gone: %1.</source>
        <translation>L’élément n’existe déjà plus&#xa0;: %1.</translation>
    </message>
    <message>
        <source>A step before it did not succeed: %1.</source>
        <translation>Une étape précédente n’a pas réussi&#xa0;: %1.</translation>
    </message>
    <message>
        <source>A service is not running: %1.</source>
        <translation>Un service n’est pas démarré&#xa0;: %1.</translation>
    </message>
    <message>
        <source>This system does not support it: %1.</source>
        <translation>Ce système ne le prend pas en charge&#xa0;: %1.</translation>
    </message>
    <message>
        <source>What is swapped out to %1 does not fit into memory and the other swap.</source>
        <translation>Le contenu du swap %1 ne tient pas dans la mémoire et les autres espaces de swap.</translation>
    </message>
    <message>
        <source>The present state of %1 does not allow this.</source>
        <translation>L’état actuel de «&#xa0;%1&#xa0;» ne le permet pas.</translation>
    </message>
    <message>
        <source>The program ended before this was finished: %1.</source>
        <translation>Le programme s’est arrêté avant la fin&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is no such file: %1.</source>
        <translation>Ce fichier n’existe pas&#xa0;: %1.</translation>
    </message>
    <message>
        <source>This is a folder, not an image: %1.</source>
        <translation>C’est un dossier, pas une image&#xa0;: %1.</translation>
    </message>
    <message>
        <source>This is not a regular file: %1.</source>
        <translation>Ce n’est pas un fichier ordinaire&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Le fichier n’est pas lisible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The file is empty: %1.</source>
        <translation>Le fichier est vide&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The content of the file is not known: %1.</source>
        <translation>Le contenu du fichier est inconnu&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Nothing on this host can attach this format: %1.</source>
        <translation>Rien sur cet hôte ne peut attacher ce format&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The size of the file is not that of an ISO image: %1.</source>
        <translation>La taille du fichier n’est pas celle d’une image ISO&#xa0;: %1.</translation>
    </message>
    <message>
        <source>An ISO image can only be attached read-only: %1.</source>
        <translation>Une image ISO ne peut être attachée qu’en lecture seule&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image is attached already: %1.</source>
        <translation>L’image est déjà attachée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image is not attached: %1.</source>
        <translation>L’image n’est pas attachée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image has changed since: %1.</source>
        <translation>L’image a changé depuis&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image file has been deleted: %1.</source>
        <translation>Le fichier image a été supprimé&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image lies in a compressed folder: %1.</source>
        <translation>L’image se trouve dans un dossier compressé&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image lies in an encrypted folder: %1.</source>
        <translation>L’image se trouve dans un dossier chiffré&#xa0;: %1.</translation>
    </message>
    <message>
        <source>No loop device is free for %1.</source>
        <translation>Aucun périphérique boucle n’est libre pour %1.</translation>
    </message>
    <message>
        <source>The device has another size than the image: %1.</source>
        <translation>Le périphérique n’a pas la même taille que l’image&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The mount point is not there: %1.</source>
        <translation>Le point de montage n’existe pas&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Something else is mounted there: %1.</source>
        <translation>Autre chose y est monté&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is nothing to put back.</source>
        <translation>Il n’y a rien à remettre en place.</translation>
    </message>
    <message>
        <source>It cannot be put back: %1.</source>
        <translation>Remise en place impossible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Nothing further was started.</source>
        <translation>Rien d’autre n’a été commencé.</translation>
    </message>
    <message>
        <source>This step was not started. What was done before stays done.</source>
        <translation>Cette étape n’a pas commencé. Ce qui a été fait avant le reste.</translation>
    </message>
    <message>
        <source>It is as the list shows now. What was done before stays done.</source>
        <translation>L’état est celui que montre la liste. Ce qui a été fait avant le reste.</translation>
    </message>
    <message>
        <source>Do not move or delete its image file until then.</source>
        <translation>D’ici là, ne déplacez ni ne supprimez son fichier image.</translation>
    </message>
    <message>
        <source>Whether it was done is not known until the next look shows it.</source>
        <translation>On ignore si c’est fait&#x202f;; la prochaine vérification le montrera.</translation>
    </message>
    <message>
        <source>What it holds is lost when its device goes.</source>
        <translation>Son contenu sera perdu quand son périphérique disparaîtra.</translation>
    </message>
    <message>
        <source>It can be attached; other systems refuse to.</source>
        <translation>L’attachement est possible&#x202f;; d’autres systèmes le refusent.</translation>
    </message>
    <message>
        <source>It lies on a read-only file system: %1.</source>
        <translation>L’élément se trouve sur un système de fichiers en lecture seule&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Make the file system writable, or ask for read-only access.</source>
        <translation>Rendez le système de fichiers accessible en écriture, ou demandez un accès en lecture seule.</translation>
    </message>
    <message>
        <source>Look at the list for its present name.</source>
        <translation>Cherchez son nom actuel dans la liste.</translation>
    </message>
    <message>
        <source>Give its whole identifier.</source>
        <translation>Donnez son identifiant complet.</translation>
    </message>
    <message>
        <source>Look at what it offers.</source>
        <translation>Regardez les actions proposées.</translation>
    </message>
    <message>
        <source>Leave the flags out.</source>
        <translation>N’indiquez pas d’indicateurs.</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>Corrigez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>Choose something first.</source>
        <translation>Choisissez d’abord un élément.</translation>
    </message>
    <message>
        <source>Look at the plan, then give --yes.</source>
        <translation>Regardez le plan, puis donnez --yes.</translation>
    </message>
    <message>
        <source>Close what uses it, or leave it out, then look again.</source>
        <translation>Fermez ce qui l’utilise ou laissez-le de côté, puis vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>It may be a process that you may not see, or one that just ended. Look again, or as an administrator.</source>
        <translation>C’est peut-être un processus que vous ne pouvez pas voir, ou qui vient de se terminer. Vérifiez de nouveau, ou en tant qu’administrateur.</translation>
    </message>
    <message>
        <source>Unmount one of its members by hand.</source>
        <translation>Démontez un de ses membres à la main.</translation>
    </message>
    <message>
        <source>It cannot be released while the system runs.</source>
        <translation>La libération est impossible tant que le système est en marche.</translation>
    </message>
    <message>
        <source>Look at the new plan.</source>
        <translation>Regardez le nouveau plan.</translation>
    </message>
    <message>
        <source>Wait until it has ended.</source>
        <translation>Attendez qu’elle soit terminée.</translation>
    </message>
    <message>
        <source>Release it with the program that made it.</source>
        <translation>Libérez-le avec le programme qui l’a créé.</translation>
    </message>
    <message>
        <source>Look at who uses it, then try again.</source>
        <translation>Regardez qui l’utilise, puis réessayez.</translation>
    </message>
    <message>
        <source>You will be told.</source>
        <translation>Vous serez averti.</translation>
    </message>
    <message>
        <source>Look again.</source>
        <translation>Vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>Wait, or look again. Everything else goes on.</source>
        <translation>Attendez, ou vérifiez de nouveau. Tout le reste continue.</translation>
    </message>
    <message>
        <source>Start again, or put back what was done.</source>
        <translation>Recommencez, ou remettez en place ce qui a été fait.</translation>
    </message>
    <message>
        <source>Ask an administrator, or start Mooring as one.</source>
        <translation>Demandez à un administrateur, ou lancez Mooring en tant que tel.</translation>
    </message>
    <message>
        <source>Look at the details, then try again.</source>
        <translation>Regardez les détails, puis réessayez.</translation>
    </message>
    <message>
        <source>Install it, then try again.</source>
        <translation>Installez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>Close programs, then try again.</source>
        <translation>Fermez des programmes, puis réessayez.</translation>
    </message>
    <message>
        <source>Make room or make its folder writable, then try again.</source>
        <translation>Libérez de la place ou rendez son dossier accessible en écriture, puis réessayez.</translation>
    </message>
    <message>
        <source>There is nothing left to do.</source>
        <translation>Il n’y a plus rien à faire.</translation>
    </message>
    <message>
        <source>Look at the step that failed.</source>
        <translation>Regardez l’étape qui a échoué.</translation>
    </message>
    <message>
        <source>Start it, then try again.</source>
        <translation>Démarrez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>Use a system that supports it.</source>
        <translation>Utilisez un système qui le prend en charge.</translation>
    </message>
    <message>
        <source>Free memory or add other swap first.</source>
        <translation>Libérez d’abord de la mémoire ou ajoutez un autre espace de swap.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Vérifiez son nom.</translation>
    </message>
    <message>
        <source>Choose an image file.</source>
        <translation>Choisissez un fichier image.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Vérifiez ses permissions.</translation>
    </message>
    <message>
        <source>If it is a raw image all the same, say so (--format raw).</source>
        <translation>Si c’est bien une image brute, indiquez-le (--format raw).</translation>
    </message>
    <message>
        <source>It may be incomplete: copy it again.</source>
        <translation>Elle est peut-être incomplète&#xa0;: copiez-la de nouveau.</translation>
    </message>
    <message>
        <source>Attach it read-only.</source>
        <translation>Attachez-la en lecture seule.</translation>
    </message>
    <message>
        <source>Use the device that is there, or detach it first.</source>
        <translation>Utilisez le périphérique existant, ou détachez-le d’abord.</translation>
    </message>
    <message>
        <source>There is nothing to detach.</source>
        <translation>Il n’y a rien à détacher.</translation>
    </message>
    <message>
        <source>Attach it by hand if that is what you want.</source>
        <translation>Attachez-la à la main si c’est ce que vous voulez.</translation>
    </message>
    <message>
        <source>Copy the data to another place first.</source>
        <translation>Copiez d’abord les données ailleurs.</translation>
    </message>
    <message>
        <source>Move it to an ordinary folder if another system has to read it.</source>
        <translation>Déplacez-la dans un dossier ordinaire si un autre système doit la lire.</translation>
    </message>
    <message>
        <source>Detach an image that nobody needs, then try again.</source>
        <translation>Détachez une image dont personne n’a besoin, puis réessayez.</translation>
    </message>
    <message>
        <source>Detach it and look at the image.</source>
        <translation>Détachez-le et examinez l’image.</translation>
    </message>
    <message>
        <source>Make the folder, then try again.</source>
        <translation>Créez le dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>Unmount it, or choose another place.</source>
        <translation>Démontez-le, ou choisissez un autre endroit.</translation>
    </message>
    <message>
        <source>Everything is as it was.</source>
        <translation>Tout est comme avant.</translation>
    </message>
    <message>
        <source>Do it by hand with the commands in the activity log.</source>
        <translation>Faites-le à la main avec les commandes du journal d’activité.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Périphérique</translation>
    </message>
    <message>
        <source>Image file</source>
        <translation>Fichier image</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Sur le disque</translation>
    </message>
    <message>
        <source>Sector size</source>
        <translation>Taille de secteur</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Lecture seule</translation>
    </message>
    <message>
        <source>Goes with its last user</source>
        <translation>Part avec son dernier utilisateur</translation>
    </message>
    <message>
        <source>Direct I/O</source>
        <translation>E/S directes</translation>
    </message>
    <message>
        <source>Image file deleted</source>
        <translation>Fichier image supprimé</translation>
    </message>
    <message>
        <source>Offset in the image</source>
        <translation>Décalage dans l’image</translation>
    </message>
    <message>
        <source>Size limit in the image</source>
        <translation>Limite de taille dans l’image</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Partition table</source>
        <translation>Table de partitions</translation>
    </message>
    <message>
        <source>Partition number</source>
        <translation>Numéro de partition</translation>
    </message>
    <message>
        <source>Start of the partition</source>
        <translation>Début de la partition</translation>
    </message>
    <message>
        <source>Device number</source>
        <translation>Numéro de périphérique</translation>
    </message>
    <message>
        <source>Device and inode of the image</source>
        <translation>Périphérique et inode de l’image</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>UUID</source>
        <translation>UUID</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>WWN</source>
        <translation>WWN</translation>
    </message>
    <message>
        <source>Mounted on</source>
        <translation>Monté sur</translation>
    </message>
    <message>
        <source>Mounted on</source>
        <comment>several places</comment>
        <translation>Monté sur</translation>
    </message>
    <message>
        <source>Mounted folder</source>
        <translation>Dossier monté</translation>
    </message>
    <message>
        <source>Mount options</source>
        <translation>Options de montage</translation>
    </message>
    <message>
        <source>File system options</source>
        <translation>Options du système de fichiers</translation>
    </message>
    <message>
        <source>Mount namespace</source>
        <translation>Espace de noms de montage</translation>
    </message>
    <message>
        <source>Automount unit</source>
        <translation>Unité automount</translation>
    </message>
    <message>
        <source>Line in fstab</source>
        <translation>Ligne dans fstab</translation>
    </message>
    <message>
        <source>Swap used</source>
        <translation>Swap utilisé</translation>
    </message>
    <message>
        <source>Swap priority</source>
        <translation>Priorité du swap</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Parent PID</source>
        <translation>PID du parent</translation>
    </message>
    <message>
        <source>User number</source>
        <translation>Numéro d’utilisateur</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Ligne de commande</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>Path in use</source>
        <translation>Chemin utilisé</translation>
    </message>
    <message>
        <source>systemd unit</source>
        <translation>Unité systemd</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Conteneur</translation>
    </message>
    <message>
        <source>Virtual machine</source>
        <translation>Machine virtuelle</translation>
    </message>
    <message>
        <source>Your own session</source>
        <translation>Votre propre session</translation>
    </message>
    <message>
        <source>Waiting in the kernel</source>
        <translation>En attente dans le noyau</translation>
    </message>
    <message>
        <source>System image of</source>
        <translation>Image système de</translation>
    </message>
    <message>
        <source>Folder of the image</source>
        <translation>Dossier de l’image</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protection</translation>
    </message>
    <message>
        <source>Stays attached</source>
        <translation>Reste attaché</translation>
    </message>
    <message>
        <source>Attached by</source>
        <translation>Attaché par</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Indice</translation>
    </message>
    <message>
        <source>Exported over NFS</source>
        <translation>Exporté par NFS</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>In use by</source>
        <translation>Utilisé par</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>FS</source>
        <comment>column: file system</comment>
        <translation>SF</translation>
    </message>
    <message>
        <source>Serial/WWN</source>
        <translation>Série/WWN</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Accès</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Chemin</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Élément</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>Conséquence</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Hôte</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>Revient</translation>
    </message>
    <message>
        <source>when it is next used (%1)</source>
        <translation>à la prochaine utilisation (%1)</translation>
    </message>
    <message>
        <source>by itself (%1)</source>
        <translation>sans intervention (%1)</translation>
    </message>
    <message>
        <source>at the next start of the host (%1)</source>
        <translation>au prochain démarrage de l’hôte (%1)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label, value</comment>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1: ok</source>
        <translation>%1&#xa0;: en ordre</translation>
    </message>
    <message>
        <source>%1: not there</source>
        <translation>%1&#xa0;: introuvable</translation>
    </message>
    <message>
        <source>%1: refused</source>
        <translation>%1&#xa0;: accès refusé</translation>
    </message>
    <message>
        <source>%1: does not answer</source>
        <translation>%1&#xa0;: ne répond pas</translation>
    </message>
    <message>
        <source>What it would show cannot be seen on this host. Install or start it, then look again.</source>
        <translation>Ce qu’il montrerait n’est pas visible sur cet hôte. Installez-le ou démarrez-le, puis vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>You may not see what it shows. Start Mooring as an administrator to see it.</source>
        <translation>Vous ne pouvez pas voir ce qu’il montre. Lancez Mooring en tant qu’administrateur pour le voir.</translation>
    </message>
    <message>
        <source>What it showed last is marked as being looked at. Everything else goes on. It is asked again by itself.</source>
        <translation>Ce qu’il montrait en dernier est marqué comme en cours de recherche. Tout le reste continue. Il sera interrogé de nouveau sans intervention.</translation>
    </message>
    <message>
        <source>acting as administrator (%1)</source>
        <translation>en tant qu’administrateur (%1)</translation>
    </message>
    <message>
        <source>acting as an ordinary user (%1)</source>
        <translation>en tant qu’utilisateur ordinaire (%1)</translation>
    </message>
    <message>
        <source>%1 has failed. Reading and writing may give errors.</source>
        <translation>%1 est en échec. La lecture et l’écriture peuvent donner des erreurs.</translation>
    </message>
    <message>
        <source>%1 is still there until its last user closes it. Do not move or delete its image file.</source>
        <translation>%1 reste là jusqu’à sa fermeture par le dernier utilisateur. Ne déplacez ni ne supprimez son fichier image.</translation>
    </message>
    <message>
        <source>%1 is attached and whoever attached it is gone.</source>
        <translation>%1 reste attaché alors que le programme qui l’a attaché n’existe plus.</translation>
    </message>
    <message>
        <source>The image file of %1 has been deleted. What it holds is lost when it is detached.</source>
        <translation>Le fichier image de «&#xa0;%1&#xa0;» a été supprimé. Son contenu sera perdu au détachement.</translation>
    </message>
    <message>
        <source>The UUID of %1 is present twice. Mounting by UUID may take the wrong one.</source>
        <translation>L’UUID de «&#xa0;%1&#xa0;» est présent deux fois. Un montage par UUID peut prendre le mauvais.</translation>
    </message>
    <message>
        <source>%1: the program ended before this was finished.</source>
        <translation>%1&#xa0;: le programme s’est arrêté avant la fin.</translation>
    </message>
    <message>
        <source>%1 does not answer. What it shows may be out of date.</source>
        <translation>%1 ne répond pas. Ce qu’il montre n’est peut-être plus à jour.</translation>
    </message>
    <message>
        <source>Save what you can, then detach it.</source>
        <translation>Sauvegardez ce qui peut l’être, puis détachez-le.</translation>
    </message>
    <message>
        <source>Close what uses it, or wait.</source>
        <translation>Fermez ce qui l’utilise, ou attendez.</translation>
    </message>
    <message>
        <source>Detach it if nobody needs it.</source>
        <translation>Détachez-le si personne n’en a besoin.</translation>
    </message>
    <message>
        <source>Copy the data to another place before you detach it.</source>
        <translation>Copiez les données ailleurs avant de le détacher.</translation>
    </message>
    <message>
        <source>Detach one of the two.</source>
        <translation>Détachez l’un des deux.</translation>
    </message>
    <message>
        <source>Look at its steps, then finish it or put it back.</source>
        <translation>Regardez ses étapes, puis terminez-la ou remettez en place.</translation>
    </message>
    <message>
        <source>Wait, or look again.</source>
        <translation>Attendez, ou vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>%1: nothing to do, it is already so.</source>
        <translation>%1&#xa0;: rien à faire, c’est déjà le cas.</translation>
    </message>
    <message>
        <source>%1: only partly done. What was done stays done.</source>
        <translation>%1&#xa0;: échec partiel. Ce qui est fait le reste.</translation>
    </message>
    <message>
        <source>%1: not gone yet.</source>
        <translation>%1&#xa0;: détachement différé.</translation>
    </message>
    <message>
        <source>%1: not done.</source>
        <translation>%1&#xa0;: non effectué.</translation>
    </message>
    <message>
        <source>%1: not done, it is in use.</source>
        <translation>%1&#xa0;: non effectué, élément en cours d’utilisation.</translation>
    </message>
    <message>
        <source>%1: not done, it is not associated with the target.</source>
        <translation>%1&#xa0;: non effectué, aucune association avec la cible.</translation>
    </message>
    <message>
        <source>%1: not done, it was not found.</source>
        <translation>%1&#xa0;: non effectué, élément introuvable.</translation>
    </message>
    <message>
        <source>%1: no answer in time. Whether it was done is not known.</source>
        <translation>%1&#xa0;: délai dépassé. On ignore si c’est fait.</translation>
    </message>
    <message>
        <source>%1: not done, you are not authorised.</source>
        <translation>%1&#xa0;: non effectué, vous n’êtes pas autorisé.</translation>
    </message>
    <message>
        <source>%1: not done, authentication was dismissed.</source>
        <translation>%1&#xa0;: non effectué, authentification abandonnée.</translation>
    </message>
    <message>
        <source>%1: not done, the request is not valid.</source>
        <translation>%1&#xa0;: non effectué, requête non valide.</translation>
    </message>
    <message>
        <source>%1: not done, it is not supported here.</source>
        <translation>%1&#xa0;: non effectué, non pris en charge ici.</translation>
    </message>
    <message>
        <source>%1: not done, nothing here can do it.</source>
        <translation>%1&#xa0;: non effectué, rien ici ne peut le faire.</translation>
    </message>
    <message>
        <source>%1: not done, the image cannot be used.</source>
        <translation>%1&#xa0;: non effectué, l’image n’est pas utilisable.</translation>
    </message>
    <message>
        <source>%1: not done, there is not enough memory.</source>
        <translation>%1&#xa0;: non effectué, mémoire insuffisante.</translation>
    </message>
    <message>
        <source>%1: stopped at your request.</source>
        <translation>%1&#xa0;: arrêt à votre demande.</translation>
    </message>
    <message>
        <source>%1: it was too late to stop.</source>
        <translation>%1&#xa0;: il était trop tard pour arrêter.</translation>
    </message>
    <message>
        <source>%1: not done, a service is not running.</source>
        <translation>%1&#xa0;: non effectué, un service n’est pas démarré.</translation>
    </message>
    <message>
        <source>%1: failed.</source>
        <translation>%1&#xa0;: échec.</translation>
    </message>
    <message>
        <source>%1: whether it was done could not be seen.</source>
        <translation>%1&#xa0;: impossible de voir si c’est fait.</translation>
    </message>
    <message>
        <source>Not gone yet: %1 disappears when its last user closes it. Do not move or delete %2 until then. You will be told.</source>
        <translation>Détachement différé&#xa0;: %1 disparaîtra à sa fermeture par le dernier utilisateur. D’ici là, ne déplacez ni ne supprimez %2. Vous serez averti.</translation>
    </message>
    <message>
        <source>Not gone yet: %1 disappears when %2 closes it. Do not move or delete %3 until then. You will be told.</source>
        <translation>Détachement différé&#xa0;: %1 disparaîtra quand %2 l’aura fermé. D’ici là, ne déplacez ni ne supprimez %3. Vous serez averti.</translation>
    </message>
    <message>
        <source>%1 is gone now. Its image file may be moved or deleted again.</source>
        <translation>%1 a maintenant disparu. Son fichier image peut de nouveau être déplacé ou supprimé.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n item(s)</source>
        <comment>verb, count</comment>
        <translation>
            <numerusform>%1&#xa0;: %n élément</numerusform>
            <numerusform>%1&#xa0;: %n éléments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n étape</numerusform>
            <numerusform>%n étapes</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1 of %2 – checking: %3</source>
        <translation>Étape %1 sur %2 – vérification&#xa0;: %3</translation>
    </message>
    <message>
        <source>Step %1 of %2 – %3</source>
        <translation>Étape %1 sur %2 – %3</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what runs, how far</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>still waiting in the kernel, pid %1</source>
        <translation>encore en attente dans le noyau, pid %1</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>en attente&#xa0;: %1</translation>
    </message>
    <message>
        <source>The device goes, and with it the deleted image file: what it holds is lost.</source>
        <translation>Le périphérique disparaît, et avec lui le fichier image supprimé&#xa0;: son contenu est perdu.</translation>
    </message>
    <message>
        <source>Its files exist in memory only: they are lost.</source>
        <translation>Ses fichiers n’existent qu’en mémoire&#xa0;: ils sont perdus.</translation>
    </message>
    <message>
        <source>What %1 holds is lost for good.</source>
        <translation>Le contenu de %1 sera définitivement perdu.</translation>
    </message>
    <message>
        <source>about %1 still to write</source>
        <translation>encore environ %1 à écrire</translation>
    </message>
    <message>
        <source>about %1 still to write, %2</source>
        <translation>encore environ %1 à écrire, %2</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>non commencé</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>vérification en cours</translation>
    </message>
    <message>
        <source>done, without proof: as told</source>
        <translation>terminé, sans preuve&#xa0;: sur parole</translation>
    </message>
    <message>
        <source>%1 of %2 are done.</source>
        <translation>%1 sur %2&#xa0;: terminé.</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were not started; what was done stays done.</source>
        <translation>
            <numerusform>%n étape n’a pas commencé&#x202f;; ce qui est fait le reste.</numerusform>
            <numerusform>%n étapes n’ont pas commencé&#x202f;; ce qui est fait le reste.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping: what is running is finished or given up, nothing further starts.</source>
        <translation>Arrêt en cours&#xa0;: ce qui tourne est terminé ou abandonné, rien d’autre ne commence.</translation>
    </message>
    <message>
        <source>It is too late to stop: only the check is left.</source>
        <translation>Il est trop tard pour arrêter&#xa0;: il ne reste que la vérification.</translation>
    </message>
    <message>
        <source>It has already ended.</source>
        <translation>C’est déjà terminé.</translation>
    </message>
    <message>
        <source>%1: step %2 of %3 is running.</source>
        <translation>%1&#xa0;: étape %2 sur %3 en cours.</translation>
    </message>
    <message numerus="yes">
        <source>Step(s) %1 have not started.</source>
        <translation>
            <numerusform>L’étape %1 n’a pas commencé.</numerusform>
            <numerusform>Les étapes %1 n’ont pas commencé.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mooring is working: %1. Stopping now could lose data.</source>
        <translation>Mooring travaille&#xa0;: %1. Un arrêt maintenant pourrait faire perdre des données.</translation>
    </message>
    <message>
        <source>It is still running.</source>
        <translation>L’opération est encore en cours.</translation>
    </message>
    <message>
        <source>What was attached can be detached in the list.</source>
        <translation>Ce qui a été attaché peut être détaché dans la liste.</translation>
    </message>
    <message>
        <source>None of its steps that were done can be put back.</source>
        <translation>Aucune des étapes effectuées ne peut être remise en place.</translation>
    </message>
    <message>
        <source>Attach %1 again with the same options?</source>
        <translation>Attacher de nouveau %1 avec les mêmes options&#x202f;?</translation>
    </message>
    <message>
        <source>Attach %1 again and mount it on %2 with the same options?</source>
        <translation>Attacher de nouveau %1 et le monter sur %2 avec les mêmes options&#x202f;?</translation>
    </message>
    <message>
        <source>Mount %1 again with the same options?</source>
        <translation>Monter de nouveau %1 avec les mêmes options&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Put back as it was, in %n step(s)?</source>
        <translation>
            <numerusform>Remettre en place en %n étape&#x202f;?</numerusform>
            <numerusform>Remettre en place en %n étapes&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n program(s) that quit are not restarted.</source>
        <translation>
            <numerusform>Le programme arrêté ne sera pas relancé.</numerusform>
            <numerusform>Les %n programmes arrêtés ne seront pas relancés.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to do. Nothing has been changed.</source>
        <translation>Il n’y a rien à faire. Rien n’a été modifié.</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), in this order.</source>
        <translation>
            <numerusform>%n étape.</numerusform>
            <numerusform>%n étapes, dans cet ordre.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Rien n’a encore été modifié.</translation>
    </message>
    <message numerus="yes">
        <source>The %n image file(s) are kept.</source>
        <translation>
            <numerusform>Le fichier image est conservé.</numerusform>
            <numerusform>Les %n fichiers image sont conservés.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stays: it is left out.</source>
        <translation>%1 reste en place&#xa0;: élément laissé de côté.</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen item(s) stay: they are left out.</source>
        <translation>
            <numerusform>%n élément choisi reste en place&#xa0;: il est laissé de côté.</numerusform>
            <numerusform>%n éléments choisis restent en place&#xa0;: ils sont laissés de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot start: there is no order in which these can be released.</source>
        <translation>Impossible de commencer&#xa0;: il n’existe aucun ordre dans lequel ces éléments peuvent être libérés.</translation>
    </message>
    <message numerus="yes">
        <source>Cannot start yet: %n process(es) use %1.</source>
        <translation>
            <numerusform>Impossible de commencer&#xa0;: %n processus utilise %1.</numerusform>
            <numerusform>Impossible de commencer&#xa0;: %n processus utilisent %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cannot start yet: %n thing(s) are in the way.</source>
        <translation>
            <numerusform>Impossible de commencer&#xa0;: %n élément bloque le plan.</numerusform>
            <numerusform>Impossible de commencer&#xa0;: %n éléments bloquent le plan.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>number, step</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>This cannot be put back.</source>
        <translation>Remise en place impossible.</translation>
    </message>
    <message>
        <source>This would end your own session.</source>
        <translation>Cela mettrait fin à votre propre session.</translation>
    </message>
    <message>
        <source>Something has changed. This plan cannot be started; here is the new one.</source>
        <translation>Quelque chose a changé. Ce plan ne peut pas commencer&#x202f;; voici le nouveau.</translation>
    </message>
    <message>
        <source>The plan has been brought up to date: something has changed.</source>
        <translation>Le plan a été mis à jour&#xa0;: quelque chose a changé.</translation>
    </message>
    <message>
        <source>Its files can no longer be reached there; they stay on the disk.</source>
        <translation>Ses fichiers n’y sont plus accessibles&#x202f;; ils restent sur le disque.</translation>
    </message>
    <message>
        <source>The device goes. The image file is kept.</source>
        <translation>Le périphérique disparaît. Le fichier image est conservé.</translation>
    </message>
    <message>
        <source>What is swapped out moves back to memory.</source>
        <translation>Le contenu du swap revient en mémoire.</translation>
    </message>
    <message>
        <source>The program is asked to quit and can still save its work.</source>
        <translation>Le programme est prié de quitter et peut encore enregistrer son travail.</translation>
    </message>
    <message>
        <source>The program is ended at once. Its unsaved work is lost.</source>
        <translation>Le programme est arrêté immédiatement. Son travail non enregistré est perdu.</translation>
    </message>
    <message>
        <source>The whole service is stopped, with all its processes.</source>
        <translation>Tout le service est arrêté, avec tous ses processus.</translation>
    </message>
    <message>
        <source>It is no longer mounted by itself until the automount is started again.</source>
        <translation>Le montage automatique est suspendu jusqu’à sa remise en route.</translation>
    </message>
    <message>
        <source>It is mounted by itself again when it is next used.</source>
        <translation>Le montage automatique reprendra à la prochaine utilisation.</translation>
    </message>
    <message>
        <source>A new device appears.</source>
        <translation>Un nouveau périphérique apparaît.</translation>
    </message>
    <message>
        <source>Its files can be reached there.</source>
        <translation>Ses fichiers y sont accessibles.</translation>
    </message>
    <message>
        <source>The kernel swaps to it again.</source>
        <translation>Le noyau y fait de nouveau du swap.</translation>
    </message>
    <message>
        <source>The path is hidden; programs that have files open go on writing.</source>
        <translation>Le chemin est masqué&#x202f;; les programmes qui ont des fichiers ouverts continuent d’écrire.</translation>
    </message>
    <message>
        <source>The card is left as it is.</source>
        <translation>La carte est laissée en l’état.</translation>
    </message>
    <message>
        <source>The card is reset. Other programs have to connect to it again.</source>
        <translation>La carte est réinitialisée. Les autres programmes devront s’y reconnecter.</translation>
    </message>
    <message>
        <source>The iSCSI session is closed and its disks go.</source>
        <translation>La session iSCSI est fermée et ses disques disparaissent.</translation>
    </message>
    <message>
        <source>Deletes the logical unit, keeps its backing file.</source>
        <translation>Supprime l’unité logique, conserve son fichier image.</translation>
    </message>
    <message>
        <source>The mapping is removed. The device and its data are kept.</source>
        <translation>Le mappage est retiré. Le périphérique et ses données sont conservés.</translation>
    </message>
    <message>
        <source>The layer above the device is closed. Its data is kept.</source>
        <translation>La couche au-dessus du périphérique est fermée. Ses données sont conservées.</translation>
    </message>
    <message>
        <source>Protected: the root file system needs it (%1).</source>
        <translation>Protégé&#xa0;: le système de fichiers racine en a besoin (%1).</translation>
    </message>
    <message>
        <source>Protected: a directory of the system needs it (%1).</source>
        <translation>Protégé&#xa0;: un répertoire du système en a besoin (%1).</translation>
    </message>
    <message>
        <source>Protected: the boot file system needs it (%1).</source>
        <translation>Protégé&#xa0;: le système de fichiers de démarrage en a besoin (%1).</translation>
    </message>
    <message>
        <source>Protected: Mooring&apos;s own activity log lies on it (%1).</source>
        <translation>Protégé&#xa0;: le journal d’activité de Mooring s’y trouve (%1).</translation>
    </message>
    <message>
        <source>Protected: memory cannot take what is swapped out to it (%1).</source>
        <translation>Protégé&#xa0;: la mémoire ne peut pas reprendre le contenu de ce swap (%1).</translation>
    </message>
    <message>
        <source>Protected: the host was started from it (%1).</source>
        <translation>Protégé&#xa0;: l’hôte a démarré depuis cet élément (%1).</translation>
    </message>
    <message>
        <source>%1 goes too: it stands on the same base.</source>
        <translation>%1 disparaît aussi&#xa0;: la base est la même.</translation>
    </message>
    <message>
        <source>%1 loses redundancy.</source>
        <translation>%1 perd en redondance.</translation>
    </message>
    <message>
        <source>%1 loses its last redundancy: one more failure loses data.</source>
        <translation>%1 perd sa dernière redondance&#xa0;: une panne de plus ferait perdre des données.</translation>
    </message>
    <message>
        <source>%1 comes back when it is next used (%2).</source>
        <translation>%1 reviendra à la prochaine utilisation (%2).</translation>
    </message>
    <message>
        <source>%1 comes back by itself (%2).</source>
        <translation>%1 reviendra sans intervention (%2).</translation>
    </message>
    <message>
        <source>%1 comes back when the host is next started (%2).</source>
        <translation>%1 reviendra au prochain démarrage de l’hôte (%2).</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>how, path</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2, since %3.</source>
        <translation>%1&#xa0;: %2, depuis %3.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>It runs the virtual machine %1.</source>
        <translation>Machine virtuelle concernée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It runs in the container %1.</source>
        <translation>Conteneur concerné&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It belongs to the unit %1.</source>
        <translation>Unité concernée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It waits in the kernel and cannot be ended now.</source>
        <translation>En attente dans le noyau, ne peut pas être arrêté maintenant.</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%n processus</numerusform>
            <numerusform>%n processus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other user(s)</source>
        <comment>who or what uses it</comment>
        <translation>
            <numerusform>%n autre utilisation</numerusform>
            <numerusform>%n autres utilisations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mount point(s)</source>
        <translation>
            <numerusform>%n point de montage</numerusform>
            <numerusform>%n points de montage</numerusform>
        </translation>
    </message>
    <message>
        <source>It belongs to another user: you may not ask it to quit.</source>
        <translation>Appartient à un autre utilisateur&#xa0;: vous ne pouvez pas lui demander de quitter.</translation>
    </message>
    <message>
        <source>%1 stands on %2, and nothing here knows how to release it.</source>
        <translation>%1 dépend de «&#xa0;%2&#xa0;», et rien ici ne permet de le libérer.</translation>
    </message>
    <message>
        <source>%1 is busy, and the cause was not found.</source>
        <translation>%1 est occupé, et la cause n’a pas été trouvée.</translation>
    </message>
    <message>
        <source>%1 is needed by the running system.</source>
        <translation>Le système en marche a besoin de «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>%1 stands on itself, through %2.</source>
        <translation>%1 dépend de soi-même, par %2.</translation>
    </message>
    <message>
        <source>%1 was left out, and it stands on %2.</source>
        <translation>%1 a été laissé de côté et dépend de «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>%1 stands on %2, and nothing that stands on it was to be released.</source>
        <translation>%1 dépend de «&#xa0;%2&#xa0;», et rien de ce qui en dépend ne devait être libéré.</translation>
    </message>
    <message>
        <source>%1 cannot be released now.</source>
        <translation>%1 ne peut pas être libéré maintenant.</translation>
    </message>
    <message>
        <source>Each of these stands on the next: %1.</source>
        <translation>Chacun de ces éléments dépend du suivant&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Detach &quot;%1&quot; on %2?</source>
        <translation>Détacher «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Close the iSCSI session &quot;%1&quot; on %2?</source>
        <translation>Fermer la session iSCSI «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Release &quot;%1&quot; on %2?</source>
        <translation>Libérer «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Reconnect &quot;%1&quot; on %2?</source>
        <translation>Reconnecter «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Begin a transaction on &quot;%1&quot; on %2?</source>
        <translation>Commencer une transaction sur «&#xa0;%1&#xa0;» (hôte %2)&#x202f;?</translation>
    </message>
    <message>
        <source>End the transaction on &quot;%1&quot; on %2?</source>
        <translation>Terminer la transaction sur «&#xa0;%1&#xa0;» (hôte %2)&#x202f;?</translation>
    </message>
    <message>
        <source>Unmount &quot;%1&quot; on %2?</source>
        <translation>Démonter «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Stop swapping to &quot;%1&quot; on %2?</source>
        <translation>Ne plus utiliser «&#xa0;%1&#xa0;» comme swap sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Close LUKS &quot;%1&quot; on %2?</source>
        <translation>Fermer LUKS «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Deactivate &quot;%1&quot; on %2?</source>
        <translation>Désactiver «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Stop the array &quot;%1&quot; on %2?</source>
        <translation>Arrêter la grappe «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Remove the path &quot;%1&quot; on %2?</source>
        <translation>Retirer le chemin «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Delete the SCSI disk &quot;%1&quot; on %2?</source>
        <translation>Supprimer le disque SCSI «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Hide &quot;%1&quot; on %2?</source>
        <translation>Masquer «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Disconnect &quot;%1&quot; on %2?</source>
        <translation>Déconnecter «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Remove the initiator &quot;%1&quot; on %2?</source>
        <translation>Retirer l’initiateur «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Disable the portal group &quot;%1&quot; on %2?</source>
        <translation>Désactiver le groupe de portails «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Flush &quot;%1&quot; on %2?</source>
        <translation>Vider le cache de «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Keep &quot;%1&quot; from coming back on %2?</source>
        <translation>Empêcher le retour de «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Clean up &quot;%1&quot; on %2?</source>
        <translation>Nettoyer «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Attach &quot;%1&quot; on %2?</source>
        <translation>Attacher «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Open an iSCSI session to &quot;%1&quot; on %2?</source>
        <translation>Ouvrir une session iSCSI vers «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Attach to the reader &quot;%1&quot; on %2?</source>
        <translation>Attacher au lecteur «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Mount &quot;%1&quot; on %2?</source>
        <translation>Monter «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Swap to &quot;%1&quot; again on %2?</source>
        <translation>Utiliser de nouveau «&#xa0;%1&#xa0;» comme swap sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Open LUKS &quot;%1&quot; on %2?</source>
        <translation>Ouvrir LUKS «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Activate &quot;%1&quot; on %2?</source>
        <translation>Activer «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Assemble &quot;%1&quot; on %2?</source>
        <translation>Assembler «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Let &quot;%1&quot; come back on %2?</source>
        <translation>Permettre le retour de «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Ask &quot;%1&quot; to quit on %2?</source>
        <translation>Demander à «&#xa0;%1&#xa0;» de quitter sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>End &quot;%1&quot; on %2?</source>
        <translation>Terminer «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Put &quot;%1&quot; back on %2?</source>
        <translation>Remettre «&#xa0;%1&#xa0;» en place sur %2&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Detach %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Détacher %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Détacher %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n chosen iSCSI session(s) on %1?</source>
        <translation>
            <numerusform>Fermer %n session iSCSI choisie sur %1&#x202f;?</numerusform>
            <numerusform>Fermer %n sessions iSCSI choisies sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Release %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Libérer %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Libérer %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconnect %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Reconnecter %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Reconnecter %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Begin transactions on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Commencer une transaction sur %n élément choisi (hôte %1)&#x202f;?</numerusform>
            <numerusform>Commencer des transactions sur %n éléments choisis (hôte %1)&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End the transactions on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Terminer la transaction sur %n élément choisi (hôte %1)&#x202f;?</numerusform>
            <numerusform>Terminer les transactions sur %n éléments choisis (hôte %1)&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unmount %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Démonter %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Démonter %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop swapping to %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Ne plus utiliser %n élément choisi comme swap sur %1&#x202f;?</numerusform>
            <numerusform>Ne plus utiliser %n éléments choisis comme swap sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close LUKS on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Fermer LUKS sur %n élément choisi (hôte %1)&#x202f;?</numerusform>
            <numerusform>Fermer LUKS sur %n éléments choisis (hôte %1)&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deactivate %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Désactiver %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Désactiver %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n chosen array(s) on %1?</source>
        <translation>
            <numerusform>Arrêter %n grappe choisie sur %1&#x202f;?</numerusform>
            <numerusform>Arrêter %n grappes choisies sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n chosen path(s) on %1?</source>
        <translation>
            <numerusform>Retirer %n chemin choisi sur %1&#x202f;?</numerusform>
            <numerusform>Retirer %n chemins choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n chosen SCSI disk(s) on %1?</source>
        <translation>
            <numerusform>Supprimer %n disque SCSI choisi sur %1&#x202f;?</numerusform>
            <numerusform>Supprimer %n disques SCSI choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Masquer %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Masquer %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Déconnecter %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Déconnecter %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n chosen initiator(s) on %1?</source>
        <translation>
            <numerusform>Retirer %n initiateur choisi sur %1&#x202f;?</numerusform>
            <numerusform>Retirer %n initiateurs choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disable %n chosen portal group(s) on %1?</source>
        <translation>
            <numerusform>Désactiver %n groupe de portails choisi sur %1&#x202f;?</numerusform>
            <numerusform>Désactiver %n groupes de portails choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flush %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Vider le cache de %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Vider le cache de %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n chosen item(s) from coming back on %1?</source>
        <translation>
            <numerusform>Empêcher le retour de %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Empêcher le retour de %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean up %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Nettoyer %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Nettoyer %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Attach %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Attacher %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Attacher %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open iSCSI sessions to %n chosen target(s) on %1?</source>
        <translation>
            <numerusform>Ouvrir une session iSCSI vers %n cible choisie sur %1&#x202f;?</numerusform>
            <numerusform>Ouvrir des sessions iSCSI vers %n cibles choisies sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Attach to %n chosen reader(s) on %1?</source>
        <translation>
            <numerusform>Attacher à %n lecteur choisi sur %1&#x202f;?</numerusform>
            <numerusform>Attacher à %n lecteurs choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mount %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Monter %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Monter %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Swap to %n chosen item(s) again on %1?</source>
        <translation>
            <numerusform>Utiliser de nouveau %n élément choisi comme swap sur %1&#x202f;?</numerusform>
            <numerusform>Utiliser de nouveau %n éléments choisis comme swap sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open LUKS on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Ouvrir LUKS sur %n élément choisi (hôte %1)&#x202f;?</numerusform>
            <numerusform>Ouvrir LUKS sur %n éléments choisis (hôte %1)&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Activate %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Activer %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Activer %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Assemble %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Assembler %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Assembler %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let %n chosen item(s) come back on %1?</source>
        <translation>
            <numerusform>Permettre le retour de %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Permettre le retour de %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ask %n chosen program(s) to quit on %1?</source>
        <translation>
            <numerusform>Demander à %n programme choisi de quitter sur %1&#x202f;?</numerusform>
            <numerusform>Demander à %n programmes choisis de quitter sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n chosen program(s) on %1?</source>
        <translation>
            <numerusform>Terminer %n programme choisi sur %1&#x202f;?</numerusform>
            <numerusform>Terminer %n programmes choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %n item(s) back on %1?</source>
        <translation>
            <numerusform>Remettre %n élément en place sur %1&#x202f;?</numerusform>
            <numerusform>Remettre %n éléments en place sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked: no device uses the file any more.</source>
        <translation>Vérifié&#xa0;: plus aucun périphérique n’utilise ce fichier.</translation>
    </message>
    <message>
        <source>Checked: it is no longer attached.</source>
        <translation>Vérifié&#xa0;: l’attachement n’existe plus.</translation>
    </message>
    <message>
        <source>Checked: the kernel no longer swaps to it.</source>
        <translation>Vérifié&#xa0;: le noyau n’y fait plus de swap.</translation>
    </message>
    <message>
        <source>Checked: the process is gone.</source>
        <translation>Vérifié&#xa0;: le processus n’existe plus.</translation>
    </message>
    <message>
        <source>Checked: it is there.</source>
        <translation>Vérifié&#xa0;: l’élément est bien présent.</translation>
    </message>
    <message>
        <source>Checked: it is gone.</source>
        <translation>Vérifié&#xa0;: l’élément n’existe plus.</translation>
    </message>
    <message>
        <source>Checked: it is as asked.</source>
        <translation>Vérifié&#xa0;: l’état est celui qui était demandé.</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Détacher</translation>
    </message>
    <message>
        <source>Close iSCSI session</source>
        <translation>Fermer la session iSCSI</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Libérer</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Reconnecter</translation>
    </message>
    <message>
        <source>Begin transaction</source>
        <translation>Commencer une transaction</translation>
    </message>
    <message>
        <source>End transaction</source>
        <translation>Terminer la transaction</translation>
    </message>
    <message>
        <source>Unmount</source>
        <translation>Démonter</translation>
    </message>
    <message>
        <source>Swap off</source>
        <translation>Désactiver le swap</translation>
    </message>
    <message>
        <source>Close LUKS</source>
        <translation>Fermer LUKS</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Désactiver</translation>
    </message>
    <message>
        <source>Stop array</source>
        <translation>Arrêter la grappe</translation>
    </message>
    <message>
        <source>Remove path</source>
        <translation>Retirer le chemin</translation>
    </message>
    <message>
        <source>Delete SCSI disk</source>
        <translation>Supprimer le disque SCSI</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Déconnecter</translation>
    </message>
    <message>
        <source>Remove initiator</source>
        <translation>Retirer l’initiateur</translation>
    </message>
    <message>
        <source>Disable portal group</source>
        <translation>Désactiver le groupe de portails</translation>
    </message>
    <message>
        <source>Flush</source>
        <translation>Vider le cache</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Empêcher le retour</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>Nettoyer</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Attacher</translation>
    </message>
    <message>
        <source>Open iSCSI session</source>
        <translation>Ouvrir une session iSCSI</translation>
    </message>
    <message>
        <source>Attach to reader</source>
        <translation>Attacher au lecteur</translation>
    </message>
    <message>
        <source>Mount</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Swap on</source>
        <translation>Activer le swap</translation>
    </message>
    <message>
        <source>Open LUKS</source>
        <translation>Ouvrir LUKS</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Activer</translation>
    </message>
    <message>
        <source>Assemble</source>
        <translation>Assembler</translation>
    </message>
    <message>
        <source>End hold</source>
        <translation>Permettre le retour</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Remettre en place</translation>
    </message>
    <message>
        <source>Detach %1</source>
        <translation>Détacher %1</translation>
    </message>
    <message>
        <source>Close the iSCSI session %1</source>
        <translation>Fermer la session iSCSI %1</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>Libérer %1</translation>
    </message>
    <message>
        <source>Reconnect %1</source>
        <translation>Reconnecter %1</translation>
    </message>
    <message>
        <source>Begin a transaction on %1</source>
        <translation>Commencer une transaction sur %1</translation>
    </message>
    <message>
        <source>End the transaction on %1</source>
        <translation>Terminer la transaction sur %1</translation>
    </message>
    <message>
        <source>Unmount %1</source>
        <translation>Démonter %1</translation>
    </message>
    <message>
        <source>Stop swapping to %1</source>
        <translation>Ne plus utiliser %1 comme swap</translation>
    </message>
    <message>
        <source>Close LUKS %1</source>
        <translation>Fermer LUKS %1</translation>
    </message>
    <message>
        <source>Deactivate %1</source>
        <translation>Désactiver %1</translation>
    </message>
    <message>
        <source>Stop the array %1</source>
        <translation>Arrêter la grappe %1</translation>
    </message>
    <message>
        <source>Remove the path %1</source>
        <translation>Retirer le chemin %1</translation>
    </message>
    <message>
        <source>Delete the SCSI disk %1</source>
        <translation>Supprimer le disque SCSI %1</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Masquer %1</translation>
    </message>
    <message>
        <source>Disconnect %1</source>
        <translation>Déconnecter %1</translation>
    </message>
    <message>
        <source>Remove the initiator %1</source>
        <translation>Retirer l’initiateur %1</translation>
    </message>
    <message>
        <source>Disable the portal group %1</source>
        <translation>Désactiver le groupe de portails %1</translation>
    </message>
    <message>
        <source>Flush %1</source>
        <translation>Vider le cache de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Keep %1 from coming back</source>
        <translation>Empêcher le retour de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Clean up %1</source>
        <translation>Nettoyer %1</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>Attacher %1</translation>
    </message>
    <message>
        <source>Open an iSCSI session to %1</source>
        <translation>Ouvrir une session iSCSI vers %1</translation>
    </message>
    <message>
        <source>Attach to the reader %1</source>
        <translation>Attacher au lecteur %1</translation>
    </message>
    <message>
        <source>Mount %1</source>
        <translation>Monter %1</translation>
    </message>
    <message>
        <source>Swap to %1 again</source>
        <translation>Utiliser de nouveau %1 comme swap</translation>
    </message>
    <message>
        <source>Open LUKS %1</source>
        <translation>Ouvrir LUKS %1</translation>
    </message>
    <message>
        <source>Activate %1</source>
        <translation>Activer %1</translation>
    </message>
    <message>
        <source>Assemble %1</source>
        <translation>Assembler %1</translation>
    </message>
    <message>
        <source>Let %1 come back</source>
        <translation>Permettre le retour de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Ask %1 to quit</source>
        <translation>Demander à «&#xa0;%1&#xa0;» de quitter</translation>
    </message>
    <message>
        <source>End %1</source>
        <translation>Terminer %1</translation>
    </message>
    <message>
        <source>Put %1 back</source>
        <translation>Remettre %1 en place</translation>
    </message>
    <message>
        <source>Detaching %1</source>
        <translation>Détachement de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Closing the iSCSI session %1</source>
        <translation>Fermeture de la session iSCSI %1</translation>
    </message>
    <message>
        <source>Releasing %1</source>
        <translation>Libération de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Reconnecting %1</source>
        <translation>Reconnexion de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Beginning a transaction on %1</source>
        <translation>Début d’une transaction sur %1</translation>
    </message>
    <message>
        <source>Ending the transaction on %1</source>
        <translation>Fin de la transaction sur %1</translation>
    </message>
    <message>
        <source>Unmounting %1</source>
        <translation>Démontage de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Moving the swap of %1 to memory</source>
        <translation>Retour en mémoire du swap de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Closing LUKS %1</source>
        <translation>Fermeture de LUKS %1</translation>
    </message>
    <message>
        <source>Deactivating %1</source>
        <translation>Désactivation de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Stopping the array %1</source>
        <translation>Arrêt de la grappe %1</translation>
    </message>
    <message>
        <source>Removing the path %1</source>
        <translation>Retrait du chemin %1</translation>
    </message>
    <message>
        <source>Deleting the SCSI disk %1</source>
        <translation>Suppression du disque SCSI %1</translation>
    </message>
    <message>
        <source>Hiding %1</source>
        <translation>Masquage de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Disconnecting %1</source>
        <translation>Déconnexion de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Removing the initiator %1</source>
        <translation>Retrait de l’initiateur %1</translation>
    </message>
    <message>
        <source>Disabling the portal group %1</source>
        <translation>Désactivation du groupe de portails %1</translation>
    </message>
    <message>
        <source>Flushing %1</source>
        <translation>Vidage du cache de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Keeping %1 from coming back</source>
        <translation>Blocage du retour de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Cleaning up %1</source>
        <translation>Nettoyage de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Attaching %1</source>
        <translation>Attachement de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Opening an iSCSI session to %1</source>
        <translation>Ouverture d’une session iSCSI vers %1</translation>
    </message>
    <message>
        <source>Attaching to the reader %1</source>
        <translation>Attachement au lecteur %1</translation>
    </message>
    <message>
        <source>Mounting %1</source>
        <translation>Montage de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Swapping to %1 again</source>
        <translation>Réactivation du swap sur %1</translation>
    </message>
    <message>
        <source>Opening LUKS %1</source>
        <translation>Ouverture de LUKS %1</translation>
    </message>
    <message>
        <source>Activating %1</source>
        <translation>Activation de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Assembling %1</source>
        <translation>Assemblage de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Letting %1 come back</source>
        <translation>Rétablissement du retour de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Asking %1 to quit</source>
        <translation>Demande de quitter envoyée à «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Ending %1</source>
        <translation>Arrêt de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Putting %1 back</source>
        <translation>Remise en place de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>%1: detached.</source>
        <translation>%1&#xa0;: détachement terminé.</translation>
    </message>
    <message>
        <source>%1: iSCSI session closed.</source>
        <translation>%1&#xa0;: session iSCSI fermée.</translation>
    </message>
    <message>
        <source>%1: released.</source>
        <translation>%1&#xa0;: libération terminée.</translation>
    </message>
    <message>
        <source>%1: reconnected.</source>
        <translation>%1&#xa0;: reconnexion terminée.</translation>
    </message>
    <message>
        <source>%1: transaction begun.</source>
        <translation>%1&#xa0;: transaction commencée.</translation>
    </message>
    <message>
        <source>%1: transaction ended.</source>
        <translation>%1&#xa0;: transaction terminée.</translation>
    </message>
    <message>
        <source>%1: unmounted.</source>
        <translation>%1&#xa0;: démontage terminé.</translation>
    </message>
    <message>
        <source>%1: no longer used for swap.</source>
        <translation>%1&#xa0;: ne sert plus de swap.</translation>
    </message>
    <message>
        <source>%1: LUKS closed.</source>
        <translation>%1&#xa0;: LUKS fermé.</translation>
    </message>
    <message>
        <source>%1: deactivated.</source>
        <translation>%1&#xa0;: désactivation terminée.</translation>
    </message>
    <message>
        <source>%1: array stopped.</source>
        <translation>%1&#xa0;: grappe arrêtée.</translation>
    </message>
    <message>
        <source>%1: path removed.</source>
        <translation>%1&#xa0;: chemin retiré.</translation>
    </message>
    <message>
        <source>%1: SCSI disk deleted.</source>
        <translation>%1&#xa0;: disque SCSI supprimé.</translation>
    </message>
    <message>
        <source>%1: hidden.</source>
        <translation>%1&#xa0;: masquage terminé.</translation>
    </message>
    <message>
        <source>%1: disconnected.</source>
        <translation>%1&#xa0;: déconnexion terminée.</translation>
    </message>
    <message>
        <source>%1: initiator removed.</source>
        <translation>%1&#xa0;: initiateur retiré.</translation>
    </message>
    <message>
        <source>%1: portal group disabled.</source>
        <translation>%1&#xa0;: groupe de portails désactivé.</translation>
    </message>
    <message>
        <source>%1: flushed.</source>
        <translation>%1&#xa0;: cache vidé.</translation>
    </message>
    <message>
        <source>%1: kept from coming back.</source>
        <translation>%1&#xa0;: retour empêché.</translation>
    </message>
    <message>
        <source>%1: cleaned up.</source>
        <translation>%1&#xa0;: nettoyage terminé.</translation>
    </message>
    <message>
        <source>%1: attached.</source>
        <translation>%1&#xa0;: attachement terminé.</translation>
    </message>
    <message>
        <source>%1: iSCSI session open.</source>
        <translation>%1&#xa0;: session iSCSI ouverte.</translation>
    </message>
    <message>
        <source>%1: attached to the reader.</source>
        <translation>%1&#xa0;: attachement au lecteur terminé.</translation>
    </message>
    <message>
        <source>%1: mounted.</source>
        <translation>%1&#xa0;: montage terminé.</translation>
    </message>
    <message>
        <source>%1: used for swap again.</source>
        <translation>%1&#xa0;: sert de nouveau de swap.</translation>
    </message>
    <message>
        <source>%1: LUKS open.</source>
        <translation>%1&#xa0;: LUKS ouvert.</translation>
    </message>
    <message>
        <source>%1: activated.</source>
        <translation>%1&#xa0;: activation terminée.</translation>
    </message>
    <message>
        <source>%1: assembled.</source>
        <translation>%1&#xa0;: assemblage terminé.</translation>
    </message>
    <message>
        <source>%1: may come back.</source>
        <translation>%1&#xa0;: retour de nouveau possible.</translation>
    </message>
    <message>
        <source>%1: has quit.</source>
        <translation>%1&#xa0;: le programme a quitté.</translation>
    </message>
    <message>
        <source>%1: ended.</source>
        <translation>%1&#xa0;: le programme a été arrêté.</translation>
    </message>
    <message>
        <source>%1: put back.</source>
        <translation>%1&#xa0;: remise en place terminée.</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) could not be looked into.</source>
        <translation>
            <numerusform>%n processus n’a pas pu être examiné.</numerusform>
            <numerusform>%n processus n’ont pas pu être examinés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Any of them may be in the way.</source>
        <translation>N’importe lequel peut faire obstacle.</translation>
    </message>
    <message>
        <source>An administrator may see them.</source>
        <translation>Un administrateur peut les voir.</translation>
    </message>
    <message>
        <source>In memory only</source>
        <translation>Uniquement en mémoire</translation>
    </message>
    <message>
        <source>Put back: %1 of %2.</source>
        <translation>Remise en place&#xa0;: %1 sur %2.</translation>
    </message>
    <message>
        <source>The activity log knows no operation %1.</source>
        <translation>Le journal d’activité ne contient pas d’opération %1.</translation>
    </message>
    <message>
        <source>The answer could not be written to standard output.</source>
        <translation>La réponse n’a pas pu être écrite sur la sortie standard.</translation>
    </message>
    <message>
        <source>Look at the log for its number.</source>
        <translation>Cherchez son numéro dans le journal.</translation>
    </message>
    <message>
        <source>Look at the plan, then accept what is also affected (mooringctl: --accept-collateral).</source>
        <translation>Examinez le plan, puis acceptez ce qui est également touché (mooringctl&#xa0;: --accept-collateral).</translation>
    </message>
    <message>
        <source>The activity log was damaged. It is kept as %1, and a new one has been begun.</source>
        <translation>Le journal d’activité était endommagé. Il est conservé sous %1 et un nouveau a été commencé.</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), in this order; those that do not wait for each other run side by side.</source>
        <translation>
            <numerusform>%n étape, dans cet ordre&#x202f;; celles qui ne dépendent pas les unes des autres s’exécutent en parallèle.</numerusform>
            <numerusform>%n étapes, dans cet ordre&#x202f;; celles qui ne dépendent pas les unes des autres s’exécutent en parallèle.</numerusform>
        </translation>
    </message>
    <message>
        <source>The device goes. Its image file exists in memory only and is lost.</source>
        <translation>Le périphérique disparaît. Son fichier image n’existe qu’en mémoire et est perdu.</translation>
    </message>
    <message>
        <source>A new device appears, under another name: the old one is taken.</source>
        <translation>Un nouveau périphérique apparaît, sous un autre nom&#xa0;: l’ancien est déjà pris.</translation>
    </message>
    <message>
        <source>%1 is %2 now.</source>
        <translation>%1 est maintenant %2.</translation>
    </message>
    <message>
        <source>%1: not done, because %2 did not answer in time.</source>
        <translation>%1&#xa0;: non effectué, car %2 n’a pas répondu à temps.</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were not started.</source>
        <translation>
            <numerusform>%n étape n’a pas été lancée.</numerusform>
            <numerusform>%n étapes n’ont pas été lancées.</numerusform>
        </translation>
    </message>
    <message>
        <source>gone later</source>
        <translation>disparu depuis</translation>
    </message>
    <message>
        <source>Checked: this mount is gone.</source>
        <translation>Vérifié&#xa0;: ce montage n’existe plus.</translation>
    </message>
    <message>
        <source>The list shows what is there now.</source>
        <translation>La liste montre l’état actuel.</translation>
    </message>
    <message>
        <source>Give it an output that can be written.</source>
        <translation>Indiquez une sortie accessible en écriture.</translation>
    </message>
    <message>
        <source>A program is missing on this host: %1 (Debian package %2).</source>
        <translation>Il manque un programme sur cet hôte&#xa0;: %1 (paquet Debian %2).</translation>
    </message>
    <message>
        <source>The image is damaged: %1.</source>
        <translation>L’image est endommagée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a differencing disk: it holds only the changes since its parent, which it does not name.</source>
        <translation>«&#xa0;%1&#xa0;» est un disque de différenciation&#xa0;: il ne contient que les changements depuis son parent, qu’il ne nomme pas.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a differencing disk: it holds only the changes since its parent, %2.</source>
        <translation>«&#xa0;%1&#xa0;» est un disque de différenciation&#xa0;: il ne contient que les changements depuis son parent, %2.</translation>
    </message>
    <message>
        <source>The image is protected by a password: %1.</source>
        <translation>L’image est protégée par un mot de passe&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image was not closed by its last writer: %1.</source>
        <translation>L’image n’a pas été fermée par le dernier programme qui y a écrit&#xa0;: %1.</translation>
    </message>
    <message>
        <source>A file that the image needs is missing: %1.</source>
        <translation>Il manque un fichier dont l’image a besoin&#xa0;: %1.</translation>
    </message>
    <message>
        <source>A file that the image names is not the one it needs: %1.</source>
        <translation>Un fichier que l’image désigne n’est pas celui dont elle a besoin&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image names a file outside of its own folder: %1.</source>
        <translation>L’image désigne un fichier hors de son propre dossier&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Another program has the image open: %1.</source>
        <translation>Un autre programme a ouvert l’image&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%2 has the image open: %1.</source>
        <translation>%2 a ouvert l’image&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is not enough room for %1.</source>
        <translation>Il n’y a pas assez de place pour %1.</translation>
    </message>
    <message>
        <source>The overlay could not be merged as a whole: %1.</source>
        <translation>L’overlay n’a pas pu être fusionné en entier&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Attached alone it would show damaged data.</source>
        <translation>Attaché seul, il montrerait des données incohérentes.</translation>
    </message>
    <message>
        <source>A copy of it is attached, and what its log still holds is carried out there. The image file stays as it is.</source>
        <translation>Une copie en est attachée, et ce que son journal contient encore y est appliqué. Le fichier image reste tel quel.</translation>
    </message>
    <message>
        <source>It was not opened.</source>
        <translation>Il n’a pas été ouvert.</translation>
    </message>
    <message>
        <source>Nothing is lost: the overlay is kept and still holds everything that was written. Do not use the image file without it.</source>
        <translation>Rien n’est perdu&#xa0;: l’overlay est conservé et contient encore tout ce qui a été écrit. N’utilisez pas le fichier image sans lui.</translation>
    </message>
    <message>
        <source>Convert it to another format first, with qemu-img for example.</source>
        <translation>Convertissez-la d’abord dans un autre format, par exemple avec qemu-img.</translation>
    </message>
    <message>
        <source>Copy it again, or repair it with the program that made it.</source>
        <translation>Copiez-la de nouveau, ou réparez-la avec le programme qui l’a créée.</translation>
    </message>
    <message>
        <source>Remove the password with the program that made it.</source>
        <translation>Retirez le mot de passe avec le programme qui l’a créée.</translation>
    </message>
    <message>
        <source>Close it with the program that wrote to it if you need the image file itself.</source>
        <translation>Fermez-la avec le programme qui y a écrit s’il vous faut le fichier image lui-même.</translation>
    </message>
    <message>
        <source>Put it beside the image, then try again.</source>
        <translation>Placez-le à côté de l’image, puis réessayez.</translation>
    </message>
    <message>
        <source>Look at the details, then put the right file in its place.</source>
        <translation>Regardez les détails, puis mettez le bon fichier à sa place.</translation>
    </message>
    <message>
        <source>If you trust the image, allow it (mooringctl: --allow-outside).</source>
        <translation>Si vous faites confiance à l’image, autorisez-le (mooringctl&#xa0;: --allow-outside).</translation>
    </message>
    <message>
        <source>Close it there, then try again.</source>
        <translation>Fermez-la là-bas, puis réessayez.</translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation>Faites de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>Kind of image</source>
        <translation>Genre d’image</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>État de l’image</translation>
    </message>
    <message>
        <source>Other files it needs</source>
        <translation>Autres fichiers nécessaires</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Fichier overlay</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>SHA-256 checksum</source>
        <translation>Somme SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 checksum before</source>
        <translation>Somme SHA-256 avant</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>Ouverte par</translation>
    </message>
    <message>
        <source>A new device appears. What is written to it goes to an overlay; the image file stays as it is.</source>
        <translation>Un nouveau périphérique apparaît. Ce qui y est écrit va dans un overlay&#x202f;; le fichier image reste tel quel.</translation>
    </message>
    <message>
        <source>A copy of the image is made and attached. The image file stays as it is.</source>
        <translation>Une copie de l’image est faite et attachée. Le fichier image reste tel quel.</translation>
    </message>
    <message>
        <source>The device goes. What was written is kept in the overlay; the image file is unchanged.</source>
        <translation>Le périphérique disparaît. Ce qui a été écrit est conservé dans l’overlay&#x202f;; le fichier image est inchangé.</translation>
    </message>
    <message>
        <source>The device goes. What was written to it is thrown away; the image file is unchanged.</source>
        <translation>Le périphérique disparaît. Ce qui y a été écrit est jeté&#x202f;; le fichier image est inchangé.</translation>
    </message>
    <message>
        <source>The device goes. What was written to it is merged into the image file.</source>
        <translation>Le périphérique disparaît. Ce qui y a été écrit est fusionné dans le fichier image.</translation>
    </message>
    <message>
        <source>The device goes. The copy and the image file are kept.</source>
        <translation>Le périphérique disparaît. La copie et le fichier image sont conservés.</translation>
    </message>
    <message>
        <source>The device goes, and the copy with it. The image file is unchanged.</source>
        <translation>Le périphérique disparaît, et la copie avec lui. Le fichier image est inchangé.</translation>
    </message>
    <message>
        <source>What is left of the attachment is cleared away. The image file is kept.</source>
        <translation>Les restes de l’attachement sont supprimés. Le fichier image est conservé.</translation>
    </message>
    <message>
        <source>Merge it in Hyper-V first, or with the program that made it.</source>
        <translation>Fusionnez-le d’abord dans Hyper-V, ou avec le programme qui l’a créé.</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Servie par</translation>
    </message>
    <message>
        <source>What served %1 is gone. Reading and writing give errors or wait.</source>
        <translation>Ce qui servait %1 a disparu. Les lectures et les écritures échouent ou attendent.</translation>
    </message>
    <message>
        <source>%1 is no longer attached, and something is left of its attachment.</source>
        <translation>%1 n’est plus attaché, et il reste quelque chose de son attachement.</translation>
    </message>
    <message>
        <source>Clean it up, then attach the image again.</source>
        <translation>Nettoyez ces restes, puis attachez de nouveau l’image.</translation>
    </message>
    <message>
        <source>Clean it up.</source>
        <translation>Nettoyez-le.</translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <comment>files</comment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>partition table (%1)</source>
        <translation>table de partitions (%1)</translation>
    </message>
    <message>
        <source>file system (%1)</source>
        <translation>système de fichiers (%1)</translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>non reconnu</translation>
    </message>
    <message>
        <source>always read-only</source>
        <translation>toujours en lecture seule</translation>
    </message>
    <message>
        <source>Raw image</source>
        <translation>Image brute</translation>
    </message>
    <message>
        <source>%1 image</source>
        <comment>format</comment>
        <translation>Image %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>format, kind of image</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Keep the copy</source>
        <translation>Conserver la copie</translation>
    </message>
    <message>
        <source>Keep the copies</source>
        <translation>Conserver les copies</translation>
    </message>
    <message>
        <source>Keep the overlay</source>
        <translation>Conserver l’overlay</translation>
    </message>
    <message>
        <source>Keep the overlays</source>
        <translation>Conserver les overlays</translation>
    </message>
    <message>
        <source>Discard what was written</source>
        <translation>Abandonner ce qui a été écrit</translation>
    </message>
    <message>
        <source>Discard the copy</source>
        <translation>Abandonner la copie</translation>
    </message>
    <message>
        <source>Discard the copies</source>
        <translation>Abandonner les copies</translation>
    </message>
    <message>
        <source>Overlay: %1 (others: %2; --overlay WORD)</source>
        <translation>Overlay&#xa0;: %1 (autres choix&#xa0;: %2&#x202f;; --overlay MOT)</translation>
    </message>
    <message>
        <source>What becomes of the copy?</source>
        <translation>Que devient la copie&#x202f;?</translation>
    </message>
    <message>
        <source>What becomes of the overlay?</source>
        <translation>Que devient l’overlay&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>What becomes of the %n copies?</source>
        <translation>
            <numerusform>Que devient la copie&#x202f;?</numerusform>
            <numerusform>Que deviennent les %n copies&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What becomes of the %n overlays?</source>
        <translation>
            <numerusform>Que devient l’overlay&#x202f;?</numerusform>
            <numerusform>Que deviennent les %n overlays&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge it into the image</source>
        <translation>Le fusionner dans l’image</translation>
    </message>
    <message>
        <source>Merge them into the images</source>
        <translation>Les fusionner dans les images</translation>
    </message>
    <message>
        <source>about %1 still to read</source>
        <translation>encore environ %1 à lire</translation>
    </message>
    <message>
        <source>about %1 still to read, %2</source>
        <translation>encore environ %1 à lire, %2</translation>
    </message>
    <message>
        <source>SHA-256 before: %1</source>
        <translation>SHA-256 avant&#xa0;: %1</translation>
    </message>
    <message>
        <source>Whether the image file has changed could not be read (SHA-256 before: %1).</source>
        <translation>Impossible de relire le fichier image pour savoir s’il a changé (SHA-256 avant&#xa0;: %1).</translation>
    </message>
    <message>
        <source>The image file is unchanged (SHA-256 %1).</source>
        <translation>Le fichier image est inchangé (SHA-256 %1).</translation>
    </message>
    <message>
        <source>The image file has changed: SHA-256 before %1, now %2.</source>
        <translation>Le fichier image a changé&#xa0;: SHA-256 avant %1, maintenant %2.</translation>
    </message>
    <message>
        <source>The copy is kept: %1</source>
        <translation>La copie est conservée&#xa0;: %1</translation>
    </message>
    <message>
        <source>The overlay is kept: %1</source>
        <translation>L’overlay est conservé&#xa0;: %1</translation>
    </message>
    <message>
        <source>open in VM %1</source>
        <extracomment>an image</extracomment>
        <translation>image ouverte dans la VM %1</translation>
    </message>
    <message>
        <source>open in VMs %1</source>
        <translation>image ouverte dans les VM %1</translation>
    </message>
    <message>
        <source>open in %1</source>
        <translation>image ouverte dans %1</translation>
    </message>
    <message>
        <source>The image is not attached, %2 has it open: %1.</source>
        <translation>L’image n’est pas attachée, mais %2 l’a ouverte&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Look at the details. Attach the overlay, then merge it again.</source>
        <translation>Consultez les détails. Attachez l’overlay, puis fusionnez-le de nouveau.</translation>
    </message>
    <message>
        <source>What is left of the attachment is cleared away. Merging was not finished: the overlay is kept, and the image file is whole only together with it.</source>
        <translation>Les restes de l’attachement sont supprimés. La fusion n’est pas allée à son terme&#xa0;: l’overlay est conservé, et le fichier image n’est complet qu’avec lui.</translation>
    </message>
    <message>
        <source>The file is immutable or append-only: %1.</source>
        <translation>Le fichier est immuable ou en ajout seul&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Take that mark away (chattr), or ask for read-only access.</source>
        <translation>Retirez cette marque (chattr), ou demandez l’accès en lecture seule.</translation>
    </message>
    <message>
        <source>The image is compressed and can only be read: %1.</source>
        <translation>L’image est compressée et ne peut être que lue&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Attach it read-only, or with an overlay.</source>
        <translation>Attachez-la en lecture seule, ou avec un overlay.</translation>
    </message>
    <message>
        <source>The image is of another format than was said, %2: %1.</source>
        <translation>L’image n’est pas du format indiqué, mais du format %2&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Leave the format out, or give the right one.</source>
        <translation>N’indiquez pas de format, ou indiquez le bon.</translation>
    </message>
    <message>
        <source>Something is left of an earlier attachment of the image: %1.</source>
        <translation>Il reste quelque chose d’un attachement précédent de l’image&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The image names something that is no file: %1.</source>
        <translation>L’image désigne quelque chose qui n’est pas un fichier&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Such images are not opened. Convert it to one that stands on files only.</source>
        <translation>De telles images ne sont pas ouvertes. Convertissez-la en une image qui ne repose que sur des fichiers.</translation>
    </message>
    <message>
        <source>The image stands on itself: %1.</source>
        <translation>L’image repose sur elle-même&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Look at what its files name, and correct it with the program that made them.</source>
        <translation>Regardez ce que désignent ses fichiers, et corrigez-le avec le programme qui les a créés.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Portals</source>
        <translation>Portails</translation>
    </message>
    <message>
        <source>Portal group</source>
        <translation>Groupe de portails</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Adresse locale</translation>
    </message>
    <message>
        <source>Initiator name</source>
        <translation>Nom de l’initiateur</translation>
    </message>
    <message>
        <source>SID</source>
        <translation>SID</translation>
    </message>
    <message>
        <source>ISID</source>
        <translation>ISID</translation>
    </message>
    <message>
        <source>TSIH</source>
        <translation>TSIH</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Détenue par</translation>
    </message>
    <message>
        <source>Automatic login</source>
        <translation>Connexion automatique</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Authentification</translation>
    </message>
    <message>
        <source>Header digest</source>
        <translation>Condensé d’en-tête</translation>
    </message>
    <message>
        <source>Data digest</source>
        <translation>Condensé de données</translation>
    </message>
    <message>
        <source>Negotiated lengths</source>
        <translation>Longueurs négociées</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Aller-retour</translation>
    </message>
    <message>
        <source>Recovery timeout</source>
        <translation>Délai de rétablissement</translation>
    </message>
    <message>
        <source>Why it failed</source>
        <translation>Cause de l’échec</translation>
    </message>
    <message>
        <source>LUN</source>
        <translation>LUN</translation>
    </message>
    <message>
        <source>Kind of device</source>
        <translation>Type de périphérique</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Fabricant</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Révision</translation>
    </message>
    <message>
        <source>ALUA state</source>
        <translation>État ALUA</translation>
    </message>
    <message>
        <source>Reservation</source>
        <translation>Réservation</translation>
    </message>
    <message>
        <source>Reservation keys</source>
        <translation>Clés de réservation</translation>
    </message>
    <message>
        <source>The target refused to close %1: it does not know the connection.</source>
        <translation>La cible a refusé de fermer %1&#xa0;: elle ne connaît pas la connexion.</translation>
    </message>
    <message>
        <source>The target refused to close %1: it does not support recovery.</source>
        <translation>La cible a refusé de fermer %1&#xa0;: elle ne prend pas en charge le rétablissement.</translation>
    </message>
    <message>
        <source>The target refused to close %1: its clean-up failed.</source>
        <translation>La cible a refusé de fermer %1&#xa0;: son nettoyage a échoué.</translation>
    </message>
    <message>
        <source>The target refused to close %1, for a reason that is not known (%2).</source>
        <translation>La cible a refusé de fermer %1, pour une raison inconnue (%2).</translation>
    </message>
    <message>
        <source>This is not an iSCSI name: %1.</source>
        <translation>Ce n’est pas un nom iSCSI&#xa0;: %1.</translation>
    </message>
    <message>
        <source>This is not the address of a portal: %1.</source>
        <translation>Ce n’est pas l’adresse d’un portail&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The portal cannot be reached: %1.</source>
        <translation>Le portail est injoignable&#xa0;: %1.</translation>
    </message>
    <message>
        <source>What answers there is not an iSCSI target: %1.</source>
        <translation>Ce qui répond là n’est pas une cible iSCSI&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The answer breaks the iSCSI protocol: %1.</source>
        <translation>La réponse enfreint le protocole iSCSI&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The CHAP authentication failed: %1.</source>
        <translation>L’authentification CHAP a échoué&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target asks for a CHAP secret: %1.</source>
        <translation>La cible exige un secret CHAP&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The portal knows no such target: %1.</source>
        <translation>Le portail ne connaît pas cette cible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target takes no session now: %1.</source>
        <translation>La cible n’accepte aucune session pour le moment&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target sends from one portal to the next without end: %1.</source>
        <translation>La cible renvoie sans fin d’un portail à l’autre&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target refused the session: %1.</source>
        <translation>La cible a refusé la session&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The connection was lost: %1.</source>
        <translation>La connexion a été perdue&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target asked for the session to be closed: %1.</source>
        <translation>La cible a demandé la fermeture de la session&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Another program holds the session: %1.</source>
        <translation>Un autre programme détient la session&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%2 holds the session: %1.</source>
        <translation>%2 détient la session&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The session is still open.</source>
        <translation>La session est toujours ouverte.</translation>
    </message>
    <message>
        <source>Whether the target closed the session is not known. Nothing more is sent on it.</source>
        <translation>On ignore si la cible a fermé la session. Plus rien n’y est envoyé.</translation>
    </message>
    <message>
        <source>Reading and writing on it end.</source>
        <translation>La lecture et l’écriture y prennent fin.</translation>
    </message>
    <message>
        <source>Give a name that begins with iqn., eui. or naa.</source>
        <translation>Indiquez un nom qui commence par iqn., eui. ou naa.</translation>
    </message>
    <message>
        <source>Give ADDRESS or ADDRESS:PORT; an IPv6 address in brackets.</source>
        <translation>Indiquez ADRESSE ou ADRESSE:PORT&#x202f;; une adresse IPv6 entre crochets.</translation>
    </message>
    <message>
        <source>Check the address, the network and whether the target runs.</source>
        <translation>Vérifiez l’adresse, le réseau et que la cible fonctionne.</translation>
    </message>
    <message>
        <source>Check the address and the port.</source>
        <translation>Vérifiez l’adresse et le port.</translation>
    </message>
    <message>
        <source>Check the user name and the secret with whoever runs the target.</source>
        <translation>Vérifiez le nom d’utilisateur et le secret avec le responsable de la cible.</translation>
    </message>
    <message>
        <source>Discover the targets of the portal again.</source>
        <translation>Découvrez de nouveau les cibles du portail.</translation>
    </message>
    <message>
        <source>Wait a little, then try again.</source>
        <translation>Patientez un peu, puis réessayez.</translation>
    </message>
    <message>
        <source>Log out of it.</source>
        <translation>Fermez cette session.</translation>
    </message>
    <message>
        <source>Close it with that program.</source>
        <translation>Fermez-la avec ce programme.</translation>
    </message>
    <message>
        <source>Look at the details and tell whoever runs the target.</source>
        <translation>Consultez les détails et prévenez le responsable de la cible.</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>connexion perdue</translation>
    </message>
    <message>
        <source>the target asked for it to be closed</source>
        <translation>la cible a demandé sa fermeture</translation>
    </message>
    <message>
        <source>the target refused to close it</source>
        <translation>la cible a refusé de la fermer</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>aucune réponse à temps</translation>
    </message>
    <message>
        <source>the target broke the protocol</source>
        <translation>la cible a enfreint le protocole</translation>
    </message>
    <message>
        <source>An iSCSI session is opened. Its logical units can be read then.</source>
        <translation>Une session iSCSI est ouverte. Ses unités logiques peuvent alors être lues.</translation>
    </message>
    <message>
        <source>iSCSI targets (initiator)</source>
        <translation>Cibles iSCSI (initiateur)</translation>
    </message>
    <message>
        <source>The image file is cut short: %1.</source>
        <translation>Le fichier image est tronqué&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Copy the image again from where it came from.</source>
        <translation>Copiez de nouveau l’image depuis son origine.</translation>
    </message>
    <message>
        <source>This host has no session to the target: %1.</source>
        <translation>Cet hôte n’a aucune session vers la cible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The automatic login may still be set: %1.</source>
        <translation>La connexion automatique est peut-être encore configurée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The session is closed. It may come back when Mooring&apos;s service starts.</source>
        <translation>La session est fermée. Elle peut revenir au démarrage du service de Mooring.</translation>
    </message>
    <message>
        <source>Check the name of the target.</source>
        <translation>Vérifiez le nom de la cible.</translation>
    </message>
    <message>
        <source>Log out of the target again.</source>
        <translation>Déconnectez-vous de nouveau de la cible.</translation>
    </message>
    <message>
        <source>The iSCSI session is closed and its disks go. It is opened again when Mooring&apos;s service starts.</source>
        <translation>La session iSCSI est fermée et ses disques disparaissent. Elle est rouverte au démarrage du service de Mooring.</translation>
    </message>
    <message>
        <source>The iSCSI session is closed and its disks go. It is no longer opened by itself.</source>
        <translation>La session iSCSI est fermée et ses disques disparaissent. Elle n’est plus ouverte automatiquement.</translation>
    </message>
    <message>
        <source>Automatic login: %1</source>
        <translation>Connexion automatique&#xa0;: %1</translation>
    </message>
    <message>
        <source>Automatic login: %1 (or: --%2-automatic)</source>
        <translation>Connexion automatique&#xa0;: %1 (ou&#xa0;: --%2-automatic)</translation>
    </message>
    <message>
        <source>What becomes of the automatic login?</source>
        <translation>Que devient la connexion automatique&#x202f;?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>La conserver</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>La supprimer</translation>
    </message>
    <message numerus="yes">
        <source>Opening %n iSCSI session(s) to %1</source>
        <translation>
            <numerusform>Ouverture de %n session iSCSI vers %1</numerusform>
            <numerusform>Ouverture de %n sessions iSCSI vers %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing: %1</source>
        <translation>Manque&#xa0;: %1</translation>
    </message>
    <message>
        <source>What it holds reaches beyond its end; that part is missing. Unless you ask to write to it, it is attached read-only: writing may do more damage.</source>
        <translation>Son contenu va au-delà de la fin du fichier&#x202f;; cette partie manque. Sauf si vous demandez à y écrire, il est attaché en lecture seule&#xa0;: écrire peut aggraver les dégâts.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an address. Give a name, an IPv4 address or an IPv6 address in brackets.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une adresse. Donnez un nom, une adresse IPv4 ou une adresse IPv6 entre crochets.</translation>
    </message>
    <message>
        <source>Write the IPv6 address &quot;%1&quot; in brackets: [%1].</source>
        <translation>Écrivez l’adresse IPv6 «&#xa0;%1&#xa0;» entre crochets&#xa0;: [%1].</translation>
    </message>
    <message>
        <source>The bracket of &quot;%1&quot; is not closed.</source>
        <translation>Le crochet de «&#xa0;%1&#xa0;» n’est pas fermé.</translation>
    </message>
    <message>
        <source>The port of &quot;%1&quot; is not a number from 1 to 65535.</source>
        <translation>Le port de «&#xa0;%1&#xa0;» n’est pas un nombre de 1 à 65535.</translation>
    </message>
    <message>
        <source>asking…</source>
        <comment>a portal for its targets</comment>
        <translation>interrogation…</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), listed under another portal</source>
        <translation>
            <numerusform>%n cible, indiquée sous un autre portail</numerusform>
            <numerusform>%n cibles, indiquées sous un autre portail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), some listed under another portal</source>
        <translation>
            <numerusform>%n cible, en partie sous un autre portail</numerusform>
            <numerusform>%n cibles, dont certaines sous un autre portail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s)</source>
        <translation>
            <numerusform>%n cible</numerusform>
            <numerusform>%n cibles</numerusform>
        </translation>
    </message>
    <message>
        <source>failed</source>
        <comment>a portal</comment>
        <translation>échec</translation>
    </message>
    <message>
        <source>stopped before it answered</source>
        <translation>arrêté avant sa réponse</translation>
    </message>
    <message>
        <source>Asking the portal…</source>
        <translation>Interrogation du portail…</translation>
    </message>
    <message numerus="yes">
        <source>Asking %n portal(s), answers so far: %1.</source>
        <translation>
            <numerusform>Interrogation de %n portail, réponses reçues&#xa0;: %1.</numerusform>
            <numerusform>Interrogation de %n portails, réponses reçues&#xa0;: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) found.</source>
        <translation>
            <numerusform>%n cible trouvée.</numerusform>
            <numerusform>%n cibles trouvées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) open</source>
        <translation>
            <numerusform>%n session ouverte</numerusform>
            <numerusform>%n sessions ouvertes</numerusform>
        </translation>
    </message>
    <message>
        <source>opening…</source>
        <comment>sessions</comment>
        <translation>ouverture…</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>a login</comment>
        <translation>échec</translation>
    </message>
    <message>
        <source>Opening the session…</source>
        <translation>Ouverture de la session…</translation>
    </message>
    <message numerus="yes">
        <source>Opening %n session(s), tried so far: %1.</source>
        <translation>
            <numerusform>Ouverture de %n session, tentatives terminées&#xa0;: %1.</numerusform>
            <numerusform>Ouverture de %n sessions, tentatives terminées&#xa0;: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sessions that are open and stay so: %1 of %2.</source>
        <translation>Sessions ouvertes et qui le restent&#xa0;: %1 sur %2.</translation>
    </message>
    <message>
        <source>Session %1 - %2</source>
        <comment>number, portal</comment>
        <translation>Session n° %1 - %2</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>Unité logique (LUN) %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state, reason</comment>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>It stands on:</source>
        <translation>Repose sur&#xa0;:</translation>
    </message>
    <message>
        <source>On it stands:</source>
        <translation>Y reposent&#xa0;:</translation>
    </message>
    <message>
        <source>The image is of a kind that can only be read, %2: %1.</source>
        <translation>L’image est d’un type qui ne peut qu’être lu, %2&#xa0;: %1.</translation>
    </message>
    <message>
        <source>What was written cannot be merged: that takes an image that can be written in place, and an attachment that works.</source>
        <translation>Ce qui a été écrit ne peut pas être fusionné&#xa0;: il faut pour cela une image modifiable sur place et un attachement qui fonctionne.</translation>
    </message>
    <message>
        <source>Choose one of these instead: %1.</source>
        <translation>Choisissez plutôt l’une de ces options&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The file is only a part of an image: %1.</source>
        <translation>Le fichier n’est qu’une partie d’une image&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Attach the descriptor that names it, a small file ending in .vmdk.</source>
        <translation>Attachez le descripteur qui le nomme, un petit fichier en .vmdk.</translation>
    </message>
    <message>
        <source>The image file is cut short, %2 are missing: %1.</source>
        <translation>Le fichier image est tronqué, il manque %2&#xa0;: %1.</translation>
    </message>
    <message>
        <source>An option is missing: %1.</source>
        <translation>Une option manque&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Give it as well.</source>
        <translation>Donnez-la aussi.</translation>
    </message>
    <message>
        <source>The target did not accept the CHAP user and secret: %1.</source>
        <translation>La cible n’a pas accepté l’utilisateur et le secret CHAP&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target did not prove by CHAP who it is: %1.</source>
        <translation>La cible n’a pas prouvé son identité par CHAP&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target of %1 does not answer. Reading and writing wait; nothing has failed so far.</source>
        <translation>La cible de %1 ne répond pas. Les lectures et les écritures attendent&#x202f;; rien n’a encore échoué.</translation>
    </message>
    <message>
        <source>Reconnect it when the target answers, or close it.</source>
        <translation>Reconnectez-la quand la cible répond, ou fermez-la.</translation>
    </message>
    <message>
        <source>Wait if the target may come back. Else detach it by force: its plan says what is lost.</source>
        <translation>Attendez si la cible peut revenir. Sinon, détachez-le de force&#xa0;: son plan dit ce qui est perdu.</translation>
    </message>
    <message>
        <source>Unmount %1 lazily</source>
        <translation>Démonter %1 de façon différée (lazy)</translation>
    </message>
    <message>
        <source>Give up what waits for %1</source>
        <translation>Abandonner ce qui attend %1</translation>
    </message>
    <message>
        <source>Drop %1</source>
        <translation>Couper %1</translation>
    </message>
    <message>
        <source>Hide the path (lazy)</source>
        <translation>Masquer le chemin (lazy)</translation>
    </message>
    <message>
        <source>Give up what waits (fail-io)</source>
        <translation>Abandonner ce qui attend (fail-io)</translation>
    </message>
    <message>
        <source>Drop the session (drop)</source>
        <translation>Couper la session (drop)</translation>
    </message>
    <message>
        <source>The path is hidden at once. Programs that have files open there go on writing, and the file system stays in use until they end.</source>
        <translation>Le chemin est masqué aussitôt. Les programmes qui y ont des fichiers ouverts continuent d’écrire, et le système de fichiers reste utilisé jusqu’à leur fin.</translation>
    </message>
    <message>
        <source>Everything that waits for the disk fails now. What has not reached the target yet is lost.</source>
        <translation>Tout ce qui attend le disque échoue maintenant. Ce qui n’est pas encore arrivé à la cible est perdu.</translation>
    </message>
    <message>
        <source>The connection is cut without a logout. Whether the target did what it had not answered is not known.</source>
        <translation>La connexion est coupée sans déconnexion en règle. On ignore si la cible a fait ce à quoi elle n’avait pas répondu.</translation>
    </message>
    <message>
        <source>Force, never unasked: --force %1. %2</source>
        <comment>rung, what it loses</comment>
        <translation>Forcer, jamais sans demande&#xa0;: --force %1. %2</translation>
    </message>
    <message>
        <source>The keyring remembers no CHAP secret of %2 for this target: %1.</source>
        <translation>Le trousseau ne contient aucun secret CHAP de %2 pour cette cible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The keyring is missing, locked or silent: %1.</source>
        <translation>Le trousseau est absent, verrouillé ou muet&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The secret may still be in the keyring: %1.</source>
        <translation>Le secret est peut-être encore dans le trousseau&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The session is closed, and is no longer opened by itself.</source>
        <translation>La session est fermée et ne s’ouvrira plus d’elle-même.</translation>
    </message>
    <message>
        <source>Give the secret, and have it remembered.</source>
        <translation>Donnez le secret et faites-le conserver.</translation>
    </message>
    <message>
        <source>Unlock the keyring, or give the secret without having it remembered.</source>
        <translation>Déverrouillez le trousseau, ou donnez le secret sans le faire conserver.</translation>
    </message>
    <message>
        <source>On the same portal, target not known</source>
        <translation>Sur le même portail, cible inconnue</translation>
    </message>
    <message>
        <source>the portal cannot be reached</source>
        <translation>le portail est injoignable</translation>
    </message>
    <message>
        <source>the CHAP authentication failed</source>
        <translation>l’authentification CHAP a échoué</translation>
    </message>
    <message>
        <source>its CHAP secret is missing</source>
        <translation>son secret CHAP manque</translation>
    </message>
    <message>
        <source>the keyring is missing, locked or silent</source>
        <translation>le trousseau est absent, verrouillé ou muet</translation>
    </message>
    <message>
        <source>Nothing that is to go has this rung of force: %1.</source>
        <translation>Rien de ce qui doit partir n’offre ce degré de force&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Do without force.</source>
        <translation>Continuez sans forcer.</translation>
    </message>
    <message>
        <source>Use force?</source>
        <translation>Forcer&#x202f;?</translation>
    </message>
    <message>
        <source>No force</source>
        <translation>Ne pas forcer</translation>
    </message>
    <message>
        <source>Close every iSCSI session to &quot;%1&quot; on %2?</source>
        <translation>Fermer toutes les sessions iSCSI vers «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>Close every iSCSI session over the portal &quot;%1&quot; on %2?</source>
        <translation>Fermer toutes les sessions iSCSI passant par le portail «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message>
        <source>What was written to %1 and is not stored yet is lost; without force it would not be.</source>
        <translation>Ce qui a été écrit sur %1 et n’est pas encore enregistré est perdu&#x202f;; sans forcer, ce ne le serait pas.</translation>
    </message>
    <message>
        <source>no session</source>
        <translation>aucune session</translation>
    </message>
    <message>
        <source>no card</source>
        <translation>pas de carte</translation>
    </message>
    <message>
        <source>connected to pcscd, may hold a card</source>
        <translation>connecté à pcscd, tient peut-être une carte</translation>
    </message>
    <message>
        <source>Smart cards</source>
        <translation>Cartes à puce</translation>
    </message>
    <message>
        <source>The smart card service pcscd is not running.</source>
        <translation>Le service de cartes à puce pcscd ne fonctionne pas.</translation>
    </message>
    <message>
        <source>The system does not let you use smart cards (polkit refused it).</source>
        <translation>Le système ne vous laisse pas utiliser les cartes à puce (refus de polkit).</translation>
    </message>
    <message>
        <source>There is no such smart card reader: %1.</source>
        <translation>Ce lecteur de cartes à puce n’existe pas&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Another program drives the reader, so pcscd does not have it: %1.</source>
        <translation>Un autre programme pilote le lecteur, pcscd n’y a donc pas accès&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%2 drives the reader, so pcscd does not have it: %1.</source>
        <translation>%2 pilote le lecteur, pcscd n’y a donc pas accès&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is no card in the reader: %1.</source>
        <translation>Il n’y a pas de carte dans le lecteur&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The card was taken out of the reader: %1.</source>
        <translation>La carte a été retirée du lecteur&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Another program has reset the card: %1.</source>
        <translation>Un autre programme a réinitialisé la carte&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The card does not answer: %1.</source>
        <translation>La carte ne répond pas&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Another program holds the card: %1.</source>
        <translation>Un autre programme tient la carte&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Another program holds the card: %1 (likely %2).</source>
        <translation>Un autre programme tient la carte&#xa0;: %1 (probablement %2).</translation>
    </message>
    <message>
        <source>The card was not ejected, it is still in the reader: %1.</source>
        <translation>La carte n’a pas été éjectée, elle est toujours dans le lecteur&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is nothing to release: %1.</source>
        <translation>Il n’y a rien à libérer&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The smart card service reports an error: %1.</source>
        <translation>Le service de cartes à puce signale une erreur&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Nothing is held any more.</source>
        <translation>Plus rien n’est tenu.</translation>
    </message>
    <message>
        <source>The attachment is kept. What was open on the card is closed.</source>
        <translation>L’attachement est conservé. Ce qui était ouvert sur la carte est fermé.</translation>
    </message>
    <message>
        <source>It is no longer held.</source>
        <translation>Elle n’est plus tenue.</translation>
    </message>
    <message>
        <source>Start pcscd (package pcscd), then look again.</source>
        <translation>Démarrez pcscd (paquet pcscd), puis regardez de nouveau.</translation>
    </message>
    <message>
        <source>Ask an administrator for access to smart cards.</source>
        <translation>Demandez à un administrateur l’accès aux cartes à puce.</translation>
    </message>
    <message>
        <source>Plug it in, or look at the readers that are there.</source>
        <translation>Branchez-le, ou regardez les lecteurs présents.</translation>
    </message>
    <message>
        <source>End that program, or have it leave the reader to pcscd.</source>
        <translation>Terminez ce programme, ou faites-lui laisser le lecteur à pcscd.</translation>
    </message>
    <message>
        <source>Insert the card, then try again.</source>
        <translation>Insérez la carte, puis réessayez.</translation>
    </message>
    <message>
        <source>Reconnect to it.</source>
        <translation>Reconnectez-vous à elle.</translation>
    </message>
    <message>
        <source>Insert the card the right way round, or try another reader.</source>
        <translation>Insérez la carte dans le bon sens, ou essayez un autre lecteur.</translation>
    </message>
    <message>
        <source>End the program that holds it, or wait.</source>
        <translation>Terminez le programme qui la tient, ou attendez.</translation>
    </message>
    <message>
        <source>Take it out by hand.</source>
        <translation>Retirez-la à la main.</translation>
    </message>
    <message>
        <source>Attach to the reader first.</source>
        <translation>Attachez d’abord le lecteur.</translation>
    </message>
    <message>
        <source>ATR</source>
        <translation>ATR</translation>
    </message>
    <message>
        <source>Protocols offered</source>
        <translation>Protocoles proposés</translation>
    </message>
    <message>
        <source>Historical bytes</source>
        <translation>Octets d’historique</translation>
    </message>
    <message>
        <source>Possibly</source>
        <translation>Peut-être</translation>
    </message>
    <message>
        <source>Protocol in use</source>
        <translation>Protocole utilisé</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Partage</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaction</translation>
    </message>
    <message>
        <source>USB device</source>
        <translation>Périphérique USB</translation>
    </message>
    <message>
        <source>USB identifier</source>
        <translation>Identifiant USB</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Remède</translation>
    </message>
    <message>
        <source>Possibly</source>
        <comment>column: which card</comment>
        <translation>Peut-être</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocole</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>The card is powered down. Other programs have to connect to it again.</source>
        <translation>La carte est mise hors tension. Les autres programmes doivent s’y reconnecter.</translation>
    </message>
    <message>
        <source>The reader is told to eject the card. Few readers can.</source>
        <translation>Le lecteur reçoit l’ordre d’éjecter la carte. Peu de lecteurs en sont capables.</translation>
    </message>
    <message>
        <source>The card is connected to. Other programs can go on using it.</source>
        <translation>La carte est connectée. Les autres programmes peuvent continuer à l’utiliser.</translation>
    </message>
    <message>
        <source>The card is connected to. No other program can use it meanwhile.</source>
        <translation>La carte est connectée. Aucun autre programme ne peut l’utiliser pendant ce temps.</translation>
    </message>
    <message>
        <source>The reader is connected to, with or without a card. Other programs can go on using it.</source>
        <translation>Le lecteur est connecté, avec ou sans carte. Les autres programmes peuvent continuer à l’utiliser.</translation>
    </message>
    <message>
        <source>Other programs that use the card wait until the transaction ends.</source>
        <translation>Les autres programmes qui utilisent la carte attendent la fin de la transaction.</translation>
    </message>
    <message>
        <source>Other programs can use the card again.</source>
        <translation>Les autres programmes peuvent de nouveau utiliser la carte.</translation>
    </message>
    <message>
        <source>It is no longer listed here. Nothing on the target changes.</source>
        <translation>Elle n’apparaît plus ici. Rien ne change sur la cible.</translation>
    </message>
    <message>
        <source>It is listed here again. No session is opened.</source>
        <translation>Elle apparaît de nouveau ici. Aucune session n’est ouverte.</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>La laisser en l’état</translation>
    </message>
    <message>
        <source>Reset it</source>
        <translation>La réinitialiser</translation>
    </message>
    <message>
        <source>Power it down</source>
        <translation>La mettre hors tension</translation>
    </message>
    <message>
        <source>Eject it</source>
        <translation>L’éjecter</translation>
    </message>
    <message>
        <source>With other programs</source>
        <translation>Avec d’autres programmes</translation>
    </message>
    <message>
        <source>With nobody</source>
        <translation>Avec personne</translation>
    </message>
    <message>
        <source>The reader itself, with or without a card</source>
        <translation>Le lecteur lui-même, avec ou sans carte</translation>
    </message>
    <message>
        <source>The card afterwards: %1 (others: %2; --disposition WORD)</source>
        <translation>La carte ensuite&#xa0;: %1 (autres&#xa0;: %2&#x202f;; --disposition MOT)</translation>
    </message>
    <message>
        <source>Sharing: %1 (others: %2; --share WORD)</source>
        <translation>Partage&#xa0;: %1 (autres&#xa0;: %2&#x202f;; --share MOT)</translation>
    </message>
    <message>
        <source>What becomes of the card?</source>
        <translation>Que devient la carte&#x202f;?</translation>
    </message>
    <message>
        <source>What becomes of the cards?</source>
        <translation>Que deviennent les cartes&#x202f;?</translation>
    </message>
    <message>
        <source>How is the card shared?</source>
        <translation>Comment la carte est-elle partagée&#x202f;?</translation>
    </message>
    <message>
        <source>Forget &quot;%1&quot; on %2?</source>
        <translation>Oublier «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Oublier %n élément choisi sur %1&#x202f;?</numerusform>
            <numerusform>Oublier %n éléments choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>Oublier %1</translation>
    </message>
    <message>
        <source>Forgetting %1</source>
        <translation>Oubli de %1</translation>
    </message>
    <message>
        <source>%1: forgotten.</source>
        <translation>%1&#xa0;: oublié.</translation>
    </message>
    <message>
        <source>Mooring no longer reaches the card in %1.</source>
        <translation>Mooring n’atteint plus la carte dans %1.</translation>
    </message>
    <message>
        <source>Reconnect to it, or release it.</source>
        <translation>Reconnectez-vous à elle, ou libérez-la.</translation>
    </message>
    <message numerus="yes">
        <source>Cannot start yet: %n program(s) may hold the card in %1.</source>
        <translation>
            <numerusform>Impossible de commencer&#xa0;: %n programme tient peut-être la carte dans %1.</numerusform>
            <numerusform>Impossible de commencer&#xa0;: %n programmes tiennent peut-être la carte dans %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unlock the keyring, then forget the target; or remove the secret with the program that manages the keyring.</source>
        <translation>Déverrouillez le trousseau, puis oubliez la cible&#x202f;; ou supprimez le secret avec le programme qui gère le trousseau.</translation>
    </message>
    <message>
        <source>The target does not do the header digest CRC32C: %1.</source>
        <translation>La cible ne prend pas en charge le condensé d’en-tête CRC32C&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Open the session without the header digest.</source>
        <translation>Ouvrez la session sans condensé d’en-tête.</translation>
    </message>
    <message>
        <source>They may just have ended, or this system lets not even an administrator look into them. Look again.</source>
        <translation>Ils viennent peut-être de se terminer, ou ce système ne permet même pas à un administrateur de les examiner. Regardez de nouveau.</translation>
    </message>
    <message>
        <source>It was left out: %1.</source>
        <translation>Élément laissé de côté&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Look again without leaving it out.</source>
        <translation>Regardez de nouveau sans le laisser de côté.</translation>
    </message>
    <message>
        <source>%1: connected to %2, to which target is not known.</source>
        <translation>%1&#xa0;: connexion à %2, vers une cible inconnue.</translation>
    </message>
    <message>
        <source>%1 stays: it was left out.</source>
        <translation>%1 reste en place&#xa0;: élément laissé de côté.</translation>
    </message>
    <message>
        <source>another program has reset the card</source>
        <translation>un autre programme a réinitialisé la carte</translation>
    </message>
    <message>
        <source>the card was taken out</source>
        <translation>la carte a été retirée</translation>
    </message>
    <message>
        <source>the reader is gone</source>
        <translation>le lecteur n’est plus là</translation>
    </message>
    <message>
        <source>another program drives the reader</source>
        <translation>un autre programme pilote le lecteur</translation>
    </message>
    <message>
        <source>pcscd is not running</source>
        <translation>pcscd ne fonctionne pas</translation>
    </message>
    <message>
        <source>the system does not let you use smart cards</source>
        <translation>le système ne vous laisse pas utiliser les cartes à puce</translation>
    </message>
    <message>
        <source>Mooring is attached to it already: %1.</source>
        <translation>Mooring y est déjà attaché&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Release it first.</source>
        <translation>Libérez-le d’abord.</translation>
    </message>
    <message>
        <source>A transaction of Mooring&apos;s is under way there already: %1.</source>
        <translation>Une transaction de Mooring y est déjà en cours&#xa0;: %1.</translation>
    </message>
    <message>
        <source>End it first.</source>
        <translation>Terminez-la d’abord.</translation>
    </message>
    <message>
        <source>No transaction of Mooring&apos;s is under way there: %1.</source>
        <translation>Aucune transaction de Mooring n’y est en cours&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Begin one first.</source>
        <translation>Commencez-en une d’abord.</translation>
    </message>
    <message>
        <source>As pcscd tells: no look can show it.</source>
        <translation>Selon pcscd&#xa0;: aucune vérification ne peut le montrer.</translation>
    </message>
    <message>
        <source>Mooring&apos;s attachment</source>
        <translation>Attachement de Mooring</translation>
    </message>
    <message>
        <source>It lets go with &quot;%1&quot;.</source>
        <translation>Il la libère par «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>%1: no session was open. It is no longer opened by itself.</source>
        <translation>%1&#xa0;: aucune session n’était ouverte. Elle ne s’ouvrira plus d’elle-même.</translation>
    </message>
    <message>
        <source>No session is open. None is opened by itself any more.</source>
        <translation>Aucune session n’est ouverte. Aucune ne s’ouvrira plus d’elle-même.</translation>
    </message>
    <message>
        <source>Lasting remedy</source>
        <translation>Remède durable</translation>
    </message>
    <message>
        <source>To keep this from happening again, change this file:</source>
        <translation>Pour éviter que cela se reproduise, modifiez ce fichier&#xa0;:</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>can see it</source>
        <translation>peut la voir</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>exporté</translation>
    </message>
    <message>
        <source>Exported LUNs</source>
        <translation>LUN exportés</translation>
    </message>
    <message>
        <source>The initiator %1 is logged in and can see %2.</source>
        <translation>L’initiateur %1 a une session ouverte et peut voir %2.</translation>
    </message>
    <message>
        <source>The initiator %1 (%3) is logged in and can see %2.</source>
        <translation>L’initiateur %1 (%3) a une session ouverte et peut voir %2.</translation>
    </message>
    <message>
        <source>It last read or wrote: %1.</source>
        <translation>Dernière lecture ou écriture&#xa0;: %1.</translation>
    </message>
    <message>
        <source>This host exports no such target: %1.</source>
        <translation>Cet hôte n’exporte pas cette cible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The logical unit is not in the target: %1.</source>
        <translation>L’unité logique n’est pas associée à la cible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Commands of an initiator are under way: %1.</source>
        <translation>Des commandes d’un initiateur sont en cours&#xa0;: %1.</translation>
    </message>
    <message>
        <source>This logical unit is the target itself, not a disk: %1.</source>
        <translation>Cette unité logique est la cible elle-même, pas un disque&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target has another logical unit with this number: %1.</source>
        <translation>La cible a une autre unité logique de ce numéro&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Initiators are logged in to the target: %1.</source>
        <translation>Des initiateurs ont une session ouverte vers la cible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The initiator has logged in again: %1.</source>
        <translation>L’initiateur a de nouveau ouvert une session&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The target server belongs to another user: %1.</source>
        <translation>Le serveur de cibles appartient à un autre utilisateur&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The saved configuration cannot be understood: %1.</source>
        <translation>La configuration enregistrée est incompréhensible&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The saved configuration cannot be understood: %1 (%2).</source>
        <translation>La configuration enregistrée est incompréhensible&#xa0;: %1 (%2).</translation>
    </message>
    <message>
        <source>The saved configuration could not be changed: %1.</source>
        <translation>La configuration enregistrée n’a pas pu être modifiée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>An answer came that nobody has defined: %1.</source>
        <translation>Une réponse que rien ne définit est arrivée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>What was removed is gone, yet the initiator is connected.</source>
        <translation>Ce qui a été retiré n’y est plus, mais l’initiateur est connecté.</translation>
    </message>
    <message>
        <source>It is left as it is.</source>
        <translation>Elle est laissée en l’état.</translation>
    </message>
    <message>
        <source>Look at the targets that are there.</source>
        <translation>Regardez quelles cibles sont là.</translation>
    </message>
    <message>
        <source>Look at the logical units that are there.</source>
        <translation>Regardez quelles unités logiques sont là.</translation>
    </message>
    <message>
        <source>Have the initiator let go of it, then try again.</source>
        <translation>Faites-la libérer par l’initiateur, puis réessayez.</translation>
    </message>
    <message>
        <source>Choose one of its disks.</source>
        <translation>Choisissez l’un de ses disques.</translation>
    </message>
    <message>
        <source>Choose another number.</source>
        <translation>Choisissez un autre numéro.</translation>
    </message>
    <message>
        <source>Disable the portal group, or let only named initiators log in.</source>
        <translation>Désactivez le groupe de portails, ou n’autorisez que des initiateurs nommés.</translation>
    </message>
    <message>
        <source>Do it as that user, or as an administrator.</source>
        <translation>Faites-le sous le compte de cet utilisateur, ou en tant qu’administrateur.</translation>
    </message>
    <message>
        <source>Correct the file by hand.</source>
        <translation>Corrigez le fichier à la main.</translation>
    </message>
    <message>
        <source>Target server</source>
        <translation>Serveur de cibles</translation>
    </message>
    <message>
        <source>Demo mode</source>
        <translation>Mode démo</translation>
    </message>
    <message>
        <source>May log in</source>
        <translation>Peuvent ouvrir une session</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>Backing store</source>
        <translation>Stockage sous-jacent</translation>
    </message>
    <message>
        <source>Backed by</source>
        <translation>Adossée à</translation>
    </message>
    <message>
        <source>SCSI identifier</source>
        <translation>Identifiant SCSI</translation>
    </message>
    <message>
        <source>SCSI serial number</source>
        <translation>Numéro de série SCSI</translation>
    </message>
    <message>
        <source>Mapped as</source>
        <translation>Mappée comme</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Ouverture de session</translation>
    </message>
    <message>
        <source>Commands served</source>
        <translation>Commandes traitées</translation>
    </message>
    <message>
        <source>Last read or write</source>
        <translation>Dernière lecture ou écriture</translation>
    </message>
    <message>
        <source>Saved configuration</source>
        <translation>Configuration enregistrée</translation>
    </message>
    <message>
        <source>Saved in</source>
        <translation>Enregistrée dans</translation>
    </message>
    <message>
        <source>Initiators</source>
        <translation>Initiateurs</translation>
    </message>
    <message>
        <source>Last I/O</source>
        <translation>Dernière E/S</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistrée</translation>
    </message>
    <message>
        <source>Device identifier</source>
        <translation>Identifiant du périphérique</translation>
    </message>
    <message>
        <source>%1 is exported otherwise than saved. When the target server next starts, it changes.</source>
        <translation>%1 est exportée autrement qu’enregistrée. Elle changera au prochain démarrage du serveur de cibles.</translation>
    </message>
    <message>
        <source>Compare it with the saved configuration, then save the one that is right.</source>
        <translation>Comparez-la à la configuration enregistrée, puis enregistrez celle qui est juste.</translation>
    </message>
    <message>
        <source>Take %1 away from initiators that can see it</source>
        <translation>Retirer %1 aux initiateurs qui peuvent la voir</translation>
    </message>
    <message>
        <source>Take it away from initiators (under-initiator)</source>
        <translation>La retirer aux initiateurs (under-initiator)</translation>
    </message>
    <message>
        <source>Hosts that use it lose it at once: their reads and writes fail, and what they have not written yet is lost.</source>
        <translation>Les hôtes qui l’utilisent la perdent aussitôt&#xa0;: leurs lectures et écritures échouent, et ce qu’ils n’ont pas encore écrit est perdu.</translation>
    </message>
    <message>
        <source>Deletes the logical unit, keeps its backing file. The saved configuration forgets it too.</source>
        <translation>Supprime l’unité logique, conserve son fichier. Disparaît aussi de la configuration enregistrée.</translation>
    </message>
    <message>
        <source>The mapping is removed. The device and its data are kept. The saved configuration forgets it too.</source>
        <translation>Le mappage est retiré. Le périphérique et ses données sont conservés. Disparaît aussi de la configuration enregistrée.</translation>
    </message>
    <message>
        <source>Initiators of the target can see it.</source>
        <translation>Les initiateurs de la cible peuvent la voir.</translation>
    </message>
    <message>
        <source>This initiator no longer sees it; others do.</source>
        <translation>Cet initiateur ne la voit plus&#x202f;; les autres, si.</translation>
    </message>
    <message>
        <source>This initiator sees it again.</source>
        <translation>Cet initiateur la voit de nouveau.</translation>
    </message>
    <message>
        <source>Its session is closed. It may log in again at once.</source>
        <translation>Sa session est fermée. Il peut en rouvrir une aussitôt.</translation>
    </message>
    <message>
        <source>Its entry is deleted and its sessions are closed.</source>
        <translation>Son entrée est supprimée et ses sessions sont fermées.</translation>
    </message>
    <message>
        <source>It may log in again.</source>
        <translation>Il peut de nouveau ouvrir une session.</translation>
    </message>
    <message>
        <source>Its sessions are closed, and nobody can log in.</source>
        <translation>Ses sessions sont fermées, et personne ne peut en ouvrir.</translation>
    </message>
    <message>
        <source>Initiators can log in again.</source>
        <translation>Les initiateurs peuvent de nouveau ouvrir une session.</translation>
    </message>
    <message>
        <source>Warning: %1 can log in again all the same: the target is in demo mode and lets every initiator in (%2).</source>
        <translation>Attention&#xa0;: %1 peut malgré tout rouvrir une session&#xa0;: la cible est en mode démo et laisse entrer tout initiateur (%2).</translation>
    </message>
    <message>
        <source>Enable the portal group &quot;%1&quot; on %2?</source>
        <translation>Activer le groupe de portails «&#xa0;%1&#xa0;» sur %2&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Enable %n chosen portal group(s) on %1?</source>
        <translation>
            <numerusform>Activer %n groupe de portails choisi sur %1&#x202f;?</numerusform>
            <numerusform>Activer %n groupes de portails choisis sur %1&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Enable portal group</source>
        <translation>Activer le groupe de portails</translation>
    </message>
    <message>
        <source>Enable the portal group %1</source>
        <translation>Activer le groupe de portails %1</translation>
    </message>
    <message>
        <source>Enabling the portal group %1</source>
        <translation>Activation du groupe de portails %1</translation>
    </message>
    <message>
        <source>%1: portal group enabled.</source>
        <translation>%1&#xa0;: groupe de portails activé.</translation>
    </message>
    <message>
        <source>Saved configuration: kept (or: --%1-saved)</source>
        <translation>Configuration enregistrée&#xa0;: conservée (ou&#xa0;: --%1-saved)</translation>
    </message>
    <message>
        <source>Saved configuration: removed (or: --%1-saved)</source>
        <translation>Configuration enregistrée&#xa0;: retirée (ou&#xa0;: --%1-saved)</translation>
    </message>
    <message>
        <source>What becomes of it in the saved configuration?</source>
        <translation>Que devient-elle dans la configuration enregistrée&#x202f;?</translation>
    </message>
    <message>
        <source>The target in service is as wanted. When the target server next starts, the file counts.</source>
        <translation>La cible en service est dans l’état voulu. Au prochain démarrage du serveur de cibles, c’est le fichier qui fera foi.</translation>
    </message>
    <message>
        <source>The saved configuration forgets it as well.</source>
        <translation>Disparaît aussi de la configuration enregistrée.</translation>
    </message>
</context>
<context>
    <name>mooringctl</name>
    <message>
        <source>No.</source>
        <comment>number of an operation</comment>
        <translation>N°</translation>
    </message>
    <message>
        <source>Can be asked to</source>
        <translation>Peut recevoir</translation>
    </message>
    <message>
        <source>Nobody uses it, and nothing stands on it.</source>
        <translation>Personne ne l’utilise, et rien n’en dépend.</translation>
    </message>
    <message>
        <source>It cannot start yet; --processes quit or --leave-out ID may help.</source>
        <translation>Impossible de commencer pour l’instant&#x202f;; --processes quit ou --leave-out ID peuvent aider.</translation>
    </message>
    <message>
        <source>It cannot start yet; without --no-cascade it may, or with --leave-out ID.</source>
        <translation>Impossible de commencer pour l’instant&#x202f;; ce serait possible sans --no-cascade, ou avec --leave-out ID.</translation>
    </message>
    <message>
        <source>It cannot start yet; --leave-out ID may help.</source>
        <translation>Impossible de commencer pour l’instant&#x202f;; --leave-out ID peut aider.</translation>
    </message>
    <message>
        <source>%1? [y/N]</source>
        <extracomment>asked on a terminal; the answer&apos;s letters stand in brackets</extracomment>
        <translation>%1&#x202f;? [o/N]</translation>
    </message>
    <message>
        <source>You answered no. Nothing was changed.</source>
        <translation>Vous avez répondu non. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Arrêté. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>See: mooringctl help</source>
        <translation>Voir&#xa0;: mooringctl help</translation>
    </message>
    <message>
        <source>what is attached to this host, as a tree</source>
        <translation>ce qui est attaché à cet hôte, en arborescence</translation>
    </message>
    <message>
        <source>everything known about one thing</source>
        <translation>tout ce que l’on sait d’un élément</translation>
    </message>
    <message>
        <source>who uses it, and what stands on it</source>
        <translation>qui l’utilise, et ce qui en dépend</translation>
    </message>
    <message>
        <source>let go of it and of all that stands on it</source>
        <translation>le détacher avec tout ce qui en dépend</translation>
    </message>
    <message>
        <source>unmount</source>
        <translation>démonter</translation>
    </message>
    <message>
        <source>stop swapping to it</source>
        <translation>ne plus l’utiliser comme swap</translation>
    </message>
    <message>
        <source>attach an image file; prints the device</source>
        <translation>attacher un fichier image&#x202f;; affiche le périphérique</translation>
    </message>
    <message>
        <source>mount on a folder</source>
        <translation>monter sur un dossier</translation>
    </message>
    <message>
        <source>what was done, newest first</source>
        <translation>ce qui a été fait, le plus récent d’abord</translation>
    </message>
    <message>
        <source>put back what operation N let go</source>
        <translation>remettre en place ce que l’opération N a libéré</translation>
    </message>
    <message>
        <source>for programs: objects; operations one event a line</source>
        <translation>pour les programmes&#xa0;: des objets&#x202f;; pour une opération, un événement par ligne</translation>
    </message>
    <message>
        <source>language</source>
        <translation>langue</translation>
    </message>
    <message>
        <source>do not ask</source>
        <translation>ne pas demander</translation>
    </message>
    <message>
        <source>accept what is also affected</source>
        <translation>accepter ce qui est également touché</translation>
    </message>
    <message>
        <source>what stands on it is in the way</source>
        <translation>ce qui en dépend bloque le plan</translation>
    </message>
    <message>
        <source>keep this and its branch</source>
        <translation>garder cet élément et sa branche</translation>
    </message>
    <message>
        <source>processes that use it: leave them alone, ask them to quit, end them</source>
        <translation>processus qui l’utilisent&#xa0;: les laisser, leur demander de quitter, les terminer</translation>
    </message>
    <message>
        <source>seconds for every step</source>
        <translation>secondes pour chaque étape</translation>
    </message>
    <message>
        <source>attach: access</source>
        <translation>à l’attachement&#xa0;: accès</translation>
    </message>
    <message>
        <source>attach: raw, though nothing in it says so</source>
        <translation>à l’attachement&#xa0;: brut, même si rien dans le fichier ne l’indique</translation>
    </message>
    <message>
        <source>attach: goes by itself when nobody uses it any more</source>
        <translation>à l’attachement&#xa0;: part sans intervention quand plus personne ne l’utilise</translation>
    </message>
    <message>
        <source>must be 0</source>
        <translation>doit valoir 0</translation>
    </message>
    <message>
        <source>ID: an id as printed, or a device, image file or mount point that only one thing fits.</source>
        <translation>ID&#xa0;: un identifiant tel qu’affiché, ou un périphérique, un fichier image ou un point de montage qui ne désigne qu’un seul élément.</translation>
    </message>
    <message>
        <source>Stands on</source>
        <translation>Repose sur</translation>
    </message>
    <message>
        <source>clear away what is left of an attachment</source>
        <translation>supprimer les restes d’un attachement</translation>
    </message>
    <message>
        <source>attach: writes go to a file of their own</source>
        <translation>attach&#xa0;: les écritures vont dans un fichier à part</translation>
    </message>
    <message>
        <source>what becomes of an overlay when its disk goes</source>
        <translation>ce que devient un overlay quand son disque disparaît</translation>
    </message>
    <message>
        <source>attach: files it needs may lie outside of its folder</source>
        <translation>attach&#xa0;: les fichiers nécessaires peuvent être hors de son dossier</translation>
    </message>
    <message>
        <source>attach: checksums of the image, before and after</source>
        <translation>attach&#xa0;: sommes de contrôle de l’image, avant et après</translation>
    </message>
    <message>
        <source>--forensic mounts only what nobody can write to: attach it with --read-only.</source>
        <translation>--forensic ne monte que ce que personne ne peut modifier&#xa0;: attachez l’image avec --read-only.</translation>
    </message>
    <message>
        <source>mount: nothing is written, not even from a journal</source>
        <translation>mount&#xa0;: rien n’est écrit, pas même depuis un journal</translation>
    </message>
    <message>
        <source>A name that begins with a dash is given behind &quot;--&quot;.</source>
        <translation>Un nom qui commence par un tiret se donne après «&#xa0;--&#xa0;».</translation>
    </message>
    <message>
        <source>show what detach, logout, unmount or swap-off would do; change nothing</source>
        <translation>montrer ce que ferait un détachement, une fermeture de session, un démontage ou un arrêt du swap&#x202f;; ne rien modifier</translation>
    </message>
    <message>
        <source>attach a logical unit, by a session of its own</source>
        <translation>attacher une unité logique, par une session qui lui est propre</translation>
    </message>
    <message>
        <source>open iSCSI sessions, which Mooring&apos;s service holds</source>
        <translation>ouvrir des sessions iSCSI, que le service de Mooring conserve</translation>
    </message>
    <message>
        <source>what your programs are doing, and did a moment ago</source>
        <translation>ce que font vos programmes, et ce qu’ils viennent de faire</translation>
    </message>
    <message>
        <source>wait for the end of operation N</source>
        <translation>attendre la fin de l’opération N</translation>
    </message>
    <message>
        <source>stop operation N</source>
        <translation>arrêter l’opération N</translation>
    </message>
    <message>
        <source>login: of the target</source>
        <translation>ouverture de session&#xa0;: celui de la cible</translation>
    </message>
    <message>
        <source>login: how many, 1 to 32</source>
        <translation>ouverture de session&#xa0;: combien, de 1 à 32</translation>
    </message>
    <message>
        <source>login: with CRC32C</source>
        <translation>ouverture de session&#xa0;: avec CRC32C</translation>
    </message>
    <message>
        <source>login: and whenever Mooring&apos;s service starts</source>
        <translation>ouverture de session&#xa0;: et à chaque démarrage du service de Mooring</translation>
    </message>
    <message>
        <source>%1: could not be read</source>
        <translation>%1&#xa0;: lecture impossible</translation>
    </message>
    <message>
        <source>%1: no targets</source>
        <translation>%1&#xa0;: aucune cible</translation>
    </message>
    <message>
        <source>%1: as above</source>
        <translation>%1&#xa0;: comme ci-dessus</translation>
    </message>
    <message>
        <source>the targets behind iSCSI portals, and their units; holds none</source>
        <translation>les cibles derrière des portails iSCSI et leurs unités&#x202f;; n’en garde aucune</translation>
    </message>
    <message>
        <source>login, browse, attach: prove who you are; - is standard input</source>
        <translation>session, découverte, unité logique&#xa0;: prouver votre identité&#x202f;; - est l’entrée standard</translation>
    </message>
    <message>
        <source>login, browse: the target has to prove itself, too</source>
        <translation>session, découverte&#xa0;: la cible doit elle aussi prouver son identité</translation>
    </message>
    <message>
        <source>log out of an iSCSI target, a portal or one session</source>
        <translation>fermer les sessions d’une cible iSCSI, d’un portail, ou une seule</translation>
    </message>
    <message>
        <source>login: keep the secrets in the keyring, as --automatic does; then without files</source>
        <translation>ouverture de session&#xa0;: garder les secrets dans le trousseau, comme --automatic&#x202f;; ensuite, sans fichiers</translation>
    </message>
    <message>
        <source>logout: what becomes of the automatic login and its secrets</source>
        <translation>fermeture de session&#xa0;: ce que devient la connexion automatique, avec ses secrets</translation>
    </message>
    <message>
        <source>open a lost iSCSI session again, or connect to a card anew</source>
        <translation>rouvrir une session iSCSI perdue, ou se reconnecter à une carte</translation>
    </message>
    <message>
        <source>attach to a smart card reader; prints the attachment</source>
        <translation>attacher un lecteur de cartes à puce&#x202f;; affiche l’attachement</translation>
    </message>
    <message>
        <source>let go of a smart card or its reader</source>
        <translation>libérer une carte à puce ou son lecteur</translation>
    </message>
    <message>
        <source>keep others from the card meanwhile</source>
        <translation>empêcher les autres d’utiliser la carte pendant ce temps</translation>
    </message>
    <message>
        <source>no longer list a target that has no session</source>
        <translation>ne plus afficher une cible sans session</translation>
    </message>
    <message>
        <source>attach: how a card is shared with other programs</source>
        <translation>attach&#xa0;: comment une carte est partagée avec d’autres programmes</translation>
    </message>
    <message>
        <source>release, reconnect, transaction end: the card afterwards</source>
        <translation>release, reconnect, transaction end&#xa0;: la carte ensuite</translation>
    </message>
    <message>
        <source>login: list the target also without a session; then without --portal</source>
        <translation>ouverture de session&#xa0;: afficher la cible même sans session&#x202f;; ensuite sans --portal</translation>
    </message>
    <message>
        <source>All that was chosen was left out.</source>
        <translation>Tout ce qui était choisi a été laissé de côté.</translation>
    </message>
    <message>
        <source>export a file or a device as a logical unit of a target</source>
        <translation>exporter un fichier ou un périphérique comme unité logique d’une cible</translation>
    </message>
    <message>
        <source>hide an exported logical unit from one initiator</source>
        <translation>masquer une unité logique exportée à un initiateur</translation>
    </message>
    <message>
        <source>close the session of an initiator to a target of this host</source>
        <translation>fermer la session d’un initiateur vers une cible de cet hôte</translation>
    </message>
    <message>
        <source>an initiator may no longer log in to a target of this host</source>
        <translation>un initiateur ne peut plus ouvrir de session vers une cible de cet hôte</translation>
    </message>
    <message>
        <source>nobody can log in to a portal group of this host</source>
        <translation>personne ne peut ouvrir de session vers un groupe de portails de cet hôte</translation>
    </message>
    <message>
        <source>by force: hide a mount, give up what waits, cut a session, take a unit away from initiators; see plan</source>
        <translation>par la force&#xa0;: masquer un montage, abandonner ce qui attend, couper une session, retirer une unité aux initiateurs&#x202f;; voir plan</translation>
    </message>
    <message>
        <source>detach: what becomes of it in the target server&apos;s saved configuration</source>
        <translation>ce que la configuration enregistrée du serveur de cibles devient quand une unité est détachée</translation>
    </message>
</context>
</TS>
