<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>mooring::DetailsPane</name>
    <message numerus="yes">
        <source>%n things chosen</source>
        <translation>
            <numerusform>%n thing chosen</numerusform>
            <numerusform>%n things chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mooring::Navigation</name>
    <message numerus="yes">
        <source>%1, %n entries</source>
        <translation>
            <numerusform>%1, %n entry</numerusform>
            <numerusform>%1, %n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mooring::TopologyPicture</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>things that are not drawn</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more need %1.</source>
        <comment>things that are not drawn</comment>
        <translation>
            <numerusform>%n more needs %1.</numerusform>
            <numerusform>%n more need %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 needs %n more.</source>
        <comment>things that are not drawn</comment>
        <translation>
            <numerusform>%1 needs %n more.</numerusform>
            <numerusform>%1 needs %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mooring::Wording</name>
    <message numerus="yes">
        <source>System images (%n)</source>
        <translation>
            <numerusform>System images (%n)</numerusform>
            <numerusform>System images (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Needed by the running system (%n)</source>
        <translation>
            <numerusform>Needed by the running system (%n)</numerusform>
            <numerusform>Needed by the running system (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n item(s)</source>
        <comment>verb, count</comment>
        <translation>
            <numerusform>%1: %n item</numerusform>
            <numerusform>%1: %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were not started; what was done stays done.</source>
        <translation>
            <numerusform>%n step was not started; what was done stays done.</numerusform>
            <numerusform>%n steps were not started; what was done stays done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Step(s) %1 have not started.</source>
        <translation>
            <numerusform>Step %1 has not started.</numerusform>
            <numerusform>Steps %1 have not started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put back as it was, in %n step(s)?</source>
        <translation>
            <numerusform>Put back as it was, in %n step?</numerusform>
            <numerusform>Put back as it was, in %n steps?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n program(s) that quit are not restarted.</source>
        <translation>
            <numerusform>The program that quit is not restarted.</numerusform>
            <numerusform>The %n programs that quit are not restarted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), in this order.</source>
        <translation>
            <numerusform>%n step.</numerusform>
            <numerusform>%n steps, in this order.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n image file(s) are kept.</source>
        <translation>
            <numerusform>The image file is kept.</numerusform>
            <numerusform>The %n image files are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen item(s) stay: they are left out.</source>
        <translation>
            <numerusform>%n chosen item stays: it is left out.</numerusform>
            <numerusform>%n chosen items stay: they are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cannot start yet: %n process(es) use %1.</source>
        <translation>
            <numerusform>Cannot start yet: %n process uses %1.</numerusform>
            <numerusform>Cannot start yet: %n processes use %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cannot start yet: %n thing(s) are in the way.</source>
        <translation>
            <numerusform>Cannot start yet: %n thing is in the way.</numerusform>
            <numerusform>Cannot start yet: %n things are in the way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other user(s)</source>
        <comment>who or what uses it</comment>
        <translation>
            <numerusform>%n other user</numerusform>
            <numerusform>%n other users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mount point(s)</source>
        <translation>
            <numerusform>%n mount point</numerusform>
            <numerusform>%n mount points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Detach %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Detach %n chosen item on %1?</numerusform>
            <numerusform>Detach %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n chosen iSCSI session(s) on %1?</source>
        <translation>
            <numerusform>Close %n chosen iSCSI session on %1?</numerusform>
            <numerusform>Close %n chosen iSCSI sessions on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Release %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Release %n chosen item on %1?</numerusform>
            <numerusform>Release %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconnect %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Reconnect %n chosen item on %1?</numerusform>
            <numerusform>Reconnect %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Begin transactions on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Begin a transaction on %n chosen item on %1?</numerusform>
            <numerusform>Begin transactions on %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End the transactions on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>End the transaction on %n chosen item on %1?</numerusform>
            <numerusform>End the transactions on %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unmount %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Unmount %n chosen item on %1?</numerusform>
            <numerusform>Unmount %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop swapping to %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Stop swapping to %n chosen item on %1?</numerusform>
            <numerusform>Stop swapping to %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close LUKS on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Close LUKS on %n chosen item on %1?</numerusform>
            <numerusform>Close LUKS on %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deactivate %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Deactivate %n chosen item on %1?</numerusform>
            <numerusform>Deactivate %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n chosen array(s) on %1?</source>
        <translation>
            <numerusform>Stop %n chosen array on %1?</numerusform>
            <numerusform>Stop %n chosen arrays on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n chosen path(s) on %1?</source>
        <translation>
            <numerusform>Remove %n chosen path on %1?</numerusform>
            <numerusform>Remove %n chosen paths on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n chosen SCSI disk(s) on %1?</source>
        <translation>
            <numerusform>Delete %n chosen SCSI disk on %1?</numerusform>
            <numerusform>Delete %n chosen SCSI disks on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Hide %n chosen item on %1?</numerusform>
            <numerusform>Hide %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Disconnect %n chosen item on %1?</numerusform>
            <numerusform>Disconnect %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n chosen initiator(s) on %1?</source>
        <translation>
            <numerusform>Remove %n chosen initiator on %1?</numerusform>
            <numerusform>Remove %n chosen initiators on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disable %n chosen portal group(s) on %1?</source>
        <translation>
            <numerusform>Disable %n chosen portal group on %1?</numerusform>
            <numerusform>Disable %n chosen portal groups on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flush %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Flush %n chosen item on %1?</numerusform>
            <numerusform>Flush %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n chosen item(s) from coming back on %1?</source>
        <translation>
            <numerusform>Keep %n chosen item from coming back on %1?</numerusform>
            <numerusform>Keep %n chosen items from coming back on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean up %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Clean up %n chosen item on %1?</numerusform>
            <numerusform>Clean up %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Attach %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Attach %n chosen item on %1?</numerusform>
            <numerusform>Attach %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open iSCSI sessions to %n chosen target(s) on %1?</source>
        <translation>
            <numerusform>Open an iSCSI session to %n chosen target on %1?</numerusform>
            <numerusform>Open iSCSI sessions to %n chosen targets on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Attach to %n chosen reader(s) on %1?</source>
        <translation>
            <numerusform>Attach to %n chosen reader on %1?</numerusform>
            <numerusform>Attach to %n chosen readers on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mount %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Mount %n chosen item on %1?</numerusform>
            <numerusform>Mount %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Swap to %n chosen item(s) again on %1?</source>
        <translation>
            <numerusform>Swap to %n chosen item again on %1?</numerusform>
            <numerusform>Swap to %n chosen items again on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open LUKS on %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Open LUKS on %n chosen item on %1?</numerusform>
            <numerusform>Open LUKS on %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Activate %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Activate %n chosen item on %1?</numerusform>
            <numerusform>Activate %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Assemble %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Assemble %n chosen item on %1?</numerusform>
            <numerusform>Assemble %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let %n chosen item(s) come back on %1?</source>
        <translation>
            <numerusform>Let %n chosen item come back on %1?</numerusform>
            <numerusform>Let %n chosen items come back on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ask %n chosen program(s) to quit on %1?</source>
        <translation>
            <numerusform>Ask %n chosen program to quit on %1?</numerusform>
            <numerusform>Ask %n chosen programs to quit on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n chosen program(s) on %1?</source>
        <translation>
            <numerusform>End %n chosen program on %1?</numerusform>
            <numerusform>End %n chosen programs on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %n item(s) back on %1?</source>
        <translation>
            <numerusform>Put %n item back on %1?</numerusform>
            <numerusform>Put %n items back on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) could not be looked into.</source>
        <translation>
            <numerusform>%n process could not be looked into.</numerusform>
            <numerusform>%n processes could not be looked into.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), in this order; those that do not wait for each other run side by side.</source>
        <translation>
            <numerusform>%n step, in this order; those that do not wait for each other run side by side.</numerusform>
            <numerusform>%n steps, in this order; those that do not wait for each other run side by side.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were not started.</source>
        <translation>
            <numerusform>%n step was not started.</numerusform>
            <numerusform>%n steps were not started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <comment>files</comment>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What becomes of the %n copies?</source>
        <translation>
            <numerusform>What becomes of the %n copies?</numerusform>
            <numerusform>What becomes of the %n copies?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What becomes of the %n overlays?</source>
        <translation>
            <numerusform>What becomes of the %n overlays?</numerusform>
            <numerusform>What becomes of the %n overlays?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), listed under another portal</source>
        <translation>
            <numerusform>%n target, listed under another portal</numerusform>
            <numerusform>%n targets, listed under another portal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s), some listed under another portal</source>
        <translation>
            <numerusform>%n target, some listed under another portal</numerusform>
            <numerusform>%n targets, some listed under another portal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s)</source>
        <translation>
            <numerusform>%n target</numerusform>
            <numerusform>%n targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) found.</source>
        <translation>
            <numerusform>%n target found.</numerusform>
            <numerusform>%n targets found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) open</source>
        <translation>
            <numerusform>%n session open</numerusform>
            <numerusform>%n sessions open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking %n portal(s), answers so far: %1.</source>
        <translation>
            <numerusform>Asking %n portal, answers so far: %1.</numerusform>
            <numerusform>Asking %n portals, answers so far: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opening %n session(s), tried so far: %1.</source>
        <translation>
            <numerusform>Opening %n session, tried so far: %1.</numerusform>
            <numerusform>Opening %n sessions, tried so far: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opening %n iSCSI session(s) to %1</source>
        <translation>
            <numerusform>Opening %n iSCSI session to %1</numerusform>
            <numerusform>Opening %n iSCSI sessions to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %n chosen item(s) on %1?</source>
        <translation>
            <numerusform>Forget %n chosen item on %1?</numerusform>
            <numerusform>Forget %n chosen items on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cannot start yet: %n program(s) may hold the card in %1.</source>
        <translation>
            <numerusform>Cannot start yet: %n program may hold the card in %1.</numerusform>
            <numerusform>Cannot start yet: %n programs may hold the card in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n chosen portal group(s) on %1?</source>
        <translation>
            <numerusform>Enable %n chosen portal group on %1?</numerusform>
            <numerusform>Enable %n chosen portal groups on %1?</numerusform>
        </translation>
    </message>
</context>
</TS>
