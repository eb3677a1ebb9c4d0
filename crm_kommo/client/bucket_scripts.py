"""What the limiter does in Redis, each as one step that no other process can come between. Times in milliseconds."""

NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

# A place in a line. KEYS: the line, pause of this bucket, pause of all. ARGV: spacing and longest wait.
RESERVE = f"""{NOW}
local slot = math.max(now,
    tonumber(redis.call('GET', KEYS[1]) or 0),
    tonumber(redis.call('GET', KEYS[2]) or 0),
    tonumber(redis.call('GET', KEYS[3]) or 0))
local wait = slot - now
if wait <= tonumber(ARGV[2]) then
    redis.call('SET', KEYS[1], slot + ARGV[1], 'PX', wait + ARGV[1] + 1000)
    return {{1, wait}}
end
return {{0, wait}}
"""

# The call itself, when its place has come. Who was woken late must not run into those behind, so here the last calls
# as they were really made are looked at. KEYS: calls made, pause, pause of all, counts. ARGV: calls in a
# window, its length, seconds to keep the counts, a name for this call, for how long it may be under way: until it is
# settled it counts as if it came to Kommo that late.
# Answers 1 taken, 0 wait for so long, -1 a pause has begun and the place is lost.
TAKE = f"""{NOW}
local paused = math.max(tonumber(redis.call('GET', KEYS[2]) or 0), tonumber(redis.call('GET', KEYS[3]) or 0))
if paused > now then
    return {{-1, paused - now}}
end
local earliest = redis.call('ZREVRANGE', KEYS[1], ARGV[1] - 1, ARGV[1] - 1, 'WITHSCORES')[2]
if earliest and now - earliest < tonumber(ARGV[2]) then
    return {{0, earliest + ARGV[2] - now}}
end
redis.call('ZADD', KEYS[1], now + ARGV[5], ARGV[4])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[1] - 1)
redis.call('PEXPIRE', KEYS[1], 10 * ARGV[2])
redis.call('HINCRBY', KEYS[4], 'calls', 1)
redis.call('EXPIRE', KEYS[4], ARGV[3])
return {{1, 0}}
"""

# A call is over. What it took longer than the fastest of its kind may all have been on its way there, so it counts as
# made that much later. KEYS: calls made, fastest call of the kind. ARGV: the call's name, how long it took, for how
# long it was thought to be under way, how long the fastest is remembered.
SETTLE = """
local took = tonumber(ARGV[2])
local fastest = tonumber(redis.call('GET', KEYS[2]) or 0)
if fastest == 0 or took <= fastest then
    redis.call('SET', KEYS[2], took, 'PX', ARGV[4])
    fastest = took
end
local late = math.min(math.max(took - fastest, 0), ARGV[3])
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
    redis.call('ZINCRBY', KEYS[1], late - ARGV[3], ARGV[1])
end
"""

# KEYS: a pause. ARGV: its length. A shorter one does not cut a longer one.
PAUSE = f"""{NOW}
local till = now + ARGV[1]
if till > tonumber(redis.call('GET', KEYS[1]) or 0) then
    redis.call('SET', KEYS[1], till, 'PX', ARGV[1])
end
"""
