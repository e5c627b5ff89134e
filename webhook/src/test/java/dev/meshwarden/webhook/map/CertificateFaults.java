package dev.meshwarden.webhook.map;

import java.util.List;

/** What can go wrong with certificates and registration, and the tests that make it go wrong, each as {@code Class#method}. */
final class CertificateFaults {
    private CertificateFaults() {}

    /**
     * One fault.
     *
     * @param tests at least one
     */
    record Row(String fault, List<String> tests) {
        Row {
            tests = List.copyOf(tests);
        }
    }

    static final List<Row> ROWS =
            List.of(
                    row(
                            "the Secret deleted",
                            "RotationTest#aDeletedSecretComesBackFromMemoryWithTheSameGenerations",
                            "RotationTest#aDeletedSecretWithoutAnyMemoryIsAFirstInstall",
                            "T11AccessRights#managedNoRightIsMissingAndNoneIsUnused"),
                    row(
                            "the Secret holds garbage or a mixed pair",
                            "SecretEntriesTest#halvesGarbageAndMixedPairsAreNamedAndTheOthersCount",
                            "RotationTest#garbageAloneIsAFirstInstallAndStaysToldOf",
                            "T39SecretStore#garbageAndMixedPairsAreNamedAndTheOthersCount"),
                    row(
                            "the CA's key leaked",
                            "RotationTest#aRotationOnDemandIsPublishedAndNeverAFourth",
                            "RotationTest#anOldCaWhoseKeyLeakedLeavesTheBundleAsSoonAsSomebodyTakesItOut",
                            "T03RotationByHand#theNextCaIsPublishedThenSignsThenStandsAlone"),
                    row(
                            "a caBundle blanked, an entry edited, a configuration deleted",
                            "T07Repair#managedConfigurationsAreRepaired",
                            "T07WithoutRights#aBundleThatMayNotBeWrittenIsToldOfUntilItMay"),
                    row(
                            "another writer keeps reverting",
                            "RepairLedgerTest#theThirdRepairInTenMinutesIsAFight",
                            "T07Repair#managedConfigurationsAreRepaired"),
                    row(
                            "the API server down",
                            "RotationTest#whileTheStoreIsOutOfReachLeavesAreSignedFromMemory",
                            "T25ApiServerOutage#theWebhookServesOnAndLeadsAgain"),
                    row(
                            "a replica that starts while the API server is down",
                            "RotationTest#aReplicaThatStartsWhileTheStoreIsOutOfReachIsNotReadyUntilItWasRead",
                            "ClusterPortsTest#F42_aReplicaThatStartsWhileTheApiServerIsDownLivesAndIsNotReady"),
                    row(
                            "the leader dies in a rotation, two leaders",
                            "RotationTest#whateverDiesWheneverNoLeafIsEverOutsideTheBundle",
                            "RotationTest#anOvertakenWriteReadsAgainAndDecidesAnew",
                            "T39SecretStore#ofTwoWritersTheLaterOneIsToldToReadAgain"),
                    row(
                            "a replica that cannot read the Secret for days",
                            "RotationTest#aReplicaCutOffDuringARotationIsTrustedUntilTheOldCaLeaves",
                            "CertificateWarningsTest#theSameSentenceComesOnceAnHourAndSaysSoAfterADay",
                            "CertificateWarningsTest#howLongThereHasBeenTroubleIsCountedThroughOtherWordsForIt"),
                    row(
                            "a leaf that ended",
                            "CertificateEndTest#F20_itIsRenewedInTimeAndWhenThatFailsTheServerIsNotReadyButServes",
                            "T05WrongCertificates#anExpiredCertificateFailsClosedUntilItCanBeRenewed"),
                    row(
                            "a CA that ended while all was off",
                            "RotationTest#aCaThatExpiredWhileAllWasOffIsReplacedAtOnce"),
                    row(
                            "a replica's clock far off",
                            "RotationTest#F41_aLeaderWhoseClockIsFarAheadHarmsNobodyAndARightClockHeals",
                            "RotationTest#F41_aLeaderWhoseClockIsFarBehindTakesNothingAway",
                            "GenerationScheduleTest#F41_aGenerationFromTheFutureCountsAsAbsentAndIsRemovable"),
                    row(
                            "an issuer that mounts a leaf of a new CA too early",
                            "MountedFolderTest#aLeafUnderARootThatCallersDoNotHoldYetWaitsForThem",
                            "MountedFolderTest#whenTheOldOneIsAboutToEndTheEarlyOneIsLoadedAnyway"),
                    row(
                            "a file that cannot be read or is half written",
                            "MountedFolderTest#F21_whatIsCutOffOrUnreadableIsReadAgainWithinTenSeconds",
                            "MountedFolderTest#F21_aMismatchedPairIsNeverLoadedAndTheLastGoodOneStays"),
                    row(
                            "a full disk in file mode",
                            "ServingIdentityTest#F20_aFolderThatCannotBeWrittenKeepsTheOldIdentityAndBacksOff",
                            "FileStoreTest#aWriteThatFailsLeavesNothingHalfWrittenBehind"),
                    row(
                            "the wrong SAN",
                            "MountedFolderTest#F20_aWrongNameIsNotReadyWithItsReason",
                            "ClusterPortsTest#F20_aMountedCertificateOfAnotherNameIsNotReadyAndSaysWhy",
                            "T05WrongCertificates#aCertificateForAnotherNameFailsClosedUntilItNamesTheService"),
                    row(
                            "a caller below the least TLS version",
                            "HostileConnectionTest#F18_oldProtocolsAndWeakSuitesEndInAnAlert",
                            "HostileConnectionTest#F18_aCallerBelowTheLeastVersionIsCountedByItsOwn"),
                    row(
                            "an RSA or P-384 leaf of a customer's",
                            "MountedFolderTest#leavesOfOtherKindsAreServedAndWeakOnesRefused"),
                    row(
                            "callers' CA changed without overlap",
                            "CallersTest#F19_otherAnchorsEndSessionsThatWereMadeUnderTheOldOnes",
                            "ClusterPortsTest#F19_theFilesOfCallersAreReadAgainAndABrokenOneChangesNothing"));

    private static Row row(String fault, String... tests) {
        return new Row(fault, List.of(tests));
    }
}
