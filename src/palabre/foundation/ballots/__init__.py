"""One ballot box for every room where the network votes.

What all votes share stands here: where a vote stands and who conducts it (`Poll`), the voices,
the ballots received and their receipts, the three doors to the box (an account, a signed link,
paper copied out), and the contract of a submission (201, 200, 409, 503).

A room keeps what is its own: what is voted on, what a ballot says, and what comes out. It
plugs in twice: a `BallotContent` says how a ballot is checked and kept, and a `Booth` what its
pages show.
"""
