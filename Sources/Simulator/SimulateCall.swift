/// Plays one call as the platform would, on a virtual clock, and tells what happened.
///
/// Same setup, script and replies, same transcript. It always ends: at most two hours of virtual time and 10,000
/// actions, and it waits for nothing but the transport.
///
/// - Parameters:
///   - setup: Who calls whom, and what the application says.
///   - script: What the people do.
///   - director: Decides in place of the script what caller and callees do; lengths of time stay the script's.
///   - transport: The way to the webhooks.
/// - Returns: What happened.
package func simulateCall(
    _ setup: CallSetup,
    script: CallScript,
    director: (any CallDirector)? = nil,
    over transport: some CallTransport
) async -> CallTranscript {
    var run = CallRun(setup: setup, script: script, director: director, transport: transport)
    return await run.play()
}
