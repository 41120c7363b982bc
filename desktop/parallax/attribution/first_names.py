"""First names, folded, that tell a person from a place and a man from a woman."""

from __future__ import annotations

MEN = frozenset(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick
    jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith
    christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert
    willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny
    vladimir sergei dmitry boris jeremy nigel ian simon graham neil tony bill bob mike jim tom tim dan ben sam steve
    jeff greg chris matt nick alex fred ted ken ron don rick rob dave pete phil ray hassan ahmed mohammed muhammad ali
    omar ibrahim sadiq owen woody rod rudy rudolph barack bernie marco mitt mitch harry emmanuel francois nicolas
    angus alistair hugh gordon craig stuart colin derek trevor geoffrey clive martin karl hans jean pierre luis carlos
    pedro miguel pablo jorge xi kim li andrei igor oleg viktor yuri mikhail nikolai ivan jared corey reince
    """.split()
)
WOMEN = frozenset(
    """
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen
    amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet
    catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
    megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail
    alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany
    charlotte marie kayla alexis lori hillary ivanka melania kate liz kellyanne nikki elaine angela ursula nicola
    jo jane claire lucy sue anne eve fiona heidi ingrid leila fatima aisha yvette priti harriet tessa diane nadine
    huma donna carly sally wendy tracy tina gina dana erin holly kirsten kristen valerie veronica sylvia rosa elena
    """.split()
)
