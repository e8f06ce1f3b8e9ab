def test_gate(new, champion):
    assert new.score >= champion.score
