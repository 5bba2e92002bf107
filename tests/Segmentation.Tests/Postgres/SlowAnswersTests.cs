using Segmentation.Postgres;

namespace Segmentation.Tests.Postgres;

public sealed class SlowAnswersTests
{
    int _asked;

    [Fact]
    public async Task An_answer_that_took_long_is_not_asked_for_again()
    {
        var answers = new SlowAnswers<string, int>(slow: TimeSpan.Zero);

        Assert.Equal(1, await AskAsync(answers, "a"));
        Assert.Equal(1, await AskAsync(answers, "a"));
        Assert.Equal(2, await AskAsync(answers, "b"));
    }

    [Fact]
    public async Task A_quick_answer_is_always_fresh()
    {
        var answers = new SlowAnswers<string, int>(slow: TimeSpan.MaxValue);

        Assert.Equal(1, await AskAsync(answers, "a"));
        Assert.Equal(2, await AskAsync(answers, "a"));
    }

    Task<int> AskAsync(SlowAnswers<string, int> answers, string key) => answers.AskAsync(key, () => Task.FromResult(++_asked));
}
