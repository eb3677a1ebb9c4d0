from concurrent.futures import ThreadPoolExecutor

from agents.recently_used import RecentlyUsed


def test_what_was_not_used_for_longest_gives_way():
    held: RecentlyUsed[str, int] = RecentlyUsed(2)
    held.put("a", 1)
    held.put("b", 2)
    assert held.get("a") == 1
    held.put("c", 3)
    assert [held.get(key) for key in "abc"] == [1, None, 3]


def test_a_key_holds_what_was_put_last():
    held: RecentlyUsed[str, int] = RecentlyUsed(2)
    for value in (1, 2, 3):
        held.put("a", value)
    held.put("b", 4)
    assert (held.get("a"), held.get("b")) == (3, 4)


def test_threads_share_it():
    held: RecentlyUsed[int, int] = RecentlyUsed(5)

    def use(number: int) -> bool:
        held.put(number % 20, number % 20)
        return held.get(number % 20) in (None, number % 20)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(use, range(5000)))
    assert sum(held.get(number) is not None for number in range(20)) == 5
