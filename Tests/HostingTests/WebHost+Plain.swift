import Logging

@testable import Hosting

extension WebHost {
    /// A host without secrets, for the tests of everything else.
    convenience init(releases: ReleaseStore, tokens: TokenDesk, logger: Logger) {
        let signatures = SignatureDesk(SignatureSettings(), manifests: releases.manifests, logger: logger)
        self.init(
            releases: releases,
            tokens: tokens,
            signatures: signatures,
            events: CallEventDesk(signatures: signatures),
            logger: logger
        )
    }
}
