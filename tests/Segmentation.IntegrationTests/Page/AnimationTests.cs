using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Segmentation.IntegrationTests.Page.AnimationWords;

namespace Segmentation.IntegrationTests.Page;

/// <summary>How they were found: the steps on the page are those that the API gives.</summary>
public sealed partial class AnimationTests(PageService service) : PageTest(service)
{
    AnimationPage Animation => new(Page);

    [Fact]
    public async Task Every_step_shows_the_numbers_of_the_answer()
    {
        var job = await Runs.MallAsync();
        await Animation.OpenAsync(job);
        var frames = Frames(await Animation.AnswerAsync(job));
        var steps = Number(frames[^1], "iteration");
        foreach (var figure in new[] { Animation.Stage, Animation.Measures, Animation.Moved, Animation.Sizes })
            await AnimationPage.ShowAsTableAsync(figure);
        var assigned = frames.Where(frame => Phase(frame) == "assign").ToArray();
        Assert.Equal(assigned.Select(StepRow), await AnimationPage.RowsAsync(Animation.Stage));
        Assert.Equal(assigned.Select(MeasureRow), await AnimationPage.RowsAsync(Animation.Measures));
        Assert.Equal(
            assigned.Select(frame => new[] { Text(frame, "iteration"), Text(frame, "moved"), Text(frame, "of") }),
            await AnimationPage.RowsAsync(Animation.Moved));

        await Assertions.Expect(Animation.Words).ToContainTextAsync("5 customers become the first centres");
        JsonElement? before = null;
        for (var i = 1; i < frames.Length; i++)
        {
            await Animation.GoToAsync(i);

            var (frame, step) = (frames[i], $"Step {Text(frames[i], "iteration")}");
            await Assertions.Expect(Animation.Words).ToContainTextAsync(SentenceOf(frame, before, step));
            await Assertions.Expect(Animation.Slider).ToHaveAttributeAsync(
                "aria-valuetext", new Regex($"^{step} of {steps}: {Regex.Escape(InShort(frame))}"));
            if (Phase(frame) == "assign") before = frame;
            Assert.Equal(
                before!.Value.GetProperty("sizes").EnumerateArray().Select(size => Quantity(size.GetDouble())),
                (await AnimationPage.RowsAsync(Animation.Sizes)).Select(row => row[1]));
        }
        AssertNoComplaint();
    }

    [Fact]
    public async Task Keys_and_buttons_play_pause_step_and_jump()
    {
        var job = await Runs.MallAsync();
        await Animation.OpenAsync(job);
        var frames = Frames(await Animation.AnswerAsync(job));
        var last = frames.Length - 1;
        await Animation.ExpectStepAsync(0);   // it does not play by itself

        await Page.Keyboard.PressAsync("ArrowRight");
        await Animation.ExpectStepAsync(1);
        await Page.Keyboard.PressAsync("End");
        await Animation.ExpectStepAsync(last);
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Animation.ExpectStepAsync(last - 1);
        Assert.Contains($"?step={last - 1}&", Animation.Query, StringComparison.Ordinal);
        await Page.Keyboard.PressAsync("Home");
        await Animation.ExpectStepAsync(0);
        await Animation.Button("Last").ClickAsync();
        await Animation.Button("Back").ClickAsync();
        await Animation.Button("Forward").ClickAsync();
        await Animation.ExpectStepAsync(last);
        await Animation.Button("First").ClickAsync();
        await Animation.ExpectStepAsync(0);

        await Page.Keyboard.PressAsync("4");
        await Assertions.Expect(Animation.Speed).ToHaveValueAsync("4");
        await Animation.Slider.FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(Animation.Button("Pause")).ToBeVisibleAsync();
        await Assertions.Expect(Animation.Words).ToHaveAttributeAsync("aria-live", "off");
        await Assertions.Expect(Animation.Words).ToContainTextAsync("Step 1: ");
        await Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(Animation.Button("Play")).ToBeVisibleAsync();
        await Assertions.Expect(Animation.Words).ToHaveAttributeAsync("aria-live", "polite");
        var paused = await Animation.Slider.InputValueAsync();
        Assert.Contains($"?step={paused}&", Animation.Query, StringComparison.Ordinal);

        await Animation.Button("Play").ClickAsync();
        await Assertions.Expect(Animation.Words).ToHaveTextAsync(
            $"Nothing moves any more: settled after {Text(frames[^1], "iteration")} steps.");
        await Assertions.Expect(Animation.Button("Play")).ToBeVisibleAsync();
        await Animation.ExpectStepAsync(last);
        AssertNoComplaint();
    }

    [Fact]
    public async Task Who_is_new_gets_a_hint_after_each_half_of_a_step_and_at_the_end()
    {
        var job = await Runs.MallAsync();
        await Animation.OpenAsync(job, firstTime: true);
        await Assertions.Expect(Animation.Hint).ToBeHiddenAsync();
        await Animation.Speed.SelectOptionAsync("4");

        await Animation.Button("Play").ClickAsync();
        await Assertions.Expect(Animation.Hint).ToContainTextAsync("went to the nearest centre");
        await Animation.ExpectStepAsync(1);
        await Animation.Button("Go on").ClickAsync();
        await Assertions.Expect(Animation.Button("Pause")).ToBeFocusedAsync();
        await Assertions.Expect(Animation.Hint).ToContainTextAsync("moved to the mean");
        await Animation.ExpectStepAsync(2);
        await Animation.Button("Go on").ClickAsync();
        await Assertions.Expect(Animation.Hint).ToContainTextAsync("Nobody changes any more");
        await Animation.Button("Understood").ClickAsync();
        await Assertions.Expect(Animation.Hint).ToBeHiddenAsync();

        await Page.ReloadAsync();
        await Animation.Button("First").ClickAsync();
        await Animation.Speed.SelectOptionAsync("4");
        await Animation.Button("Play").ClickAsync();
        // It plays to the end without a hint that stops it.
        var last = await Animation.Slider.GetAttributeAsync("max");
        await Assertions.Expect(Animation.Slider).ToHaveValueAsync(last!);
        await Assertions.Expect(Animation.Hint).ToBeHiddenAsync();
        AssertNoComplaint();
    }

    [Fact]
    public async Task Another_start_keeps_what_is_shown_and_the_address_has_it_all()
    {
        var job = await Runs.MallAsync();
        await Animation.OpenAsync(job, "?step=3");
        var other = (await Animation.AnswerAsync(job)).GetProperty("starts").EnumerateArray().Last();
        var number = Text(other, "number");
        await Animation.Across.SelectOptionAsync("p1");
        await Animation.Up.SelectOptionAsync("p0");
        await new MapPage(Page).Tick(2).UncheckAsync();
        await Assertions.Expect(new MapPage(Page).Tick(2)).ToBeFocusedAsync();
        Assert.Equal("?step=3&x=p1&y=p0&hide=2&start=best", Animation.Query);

        await Page.RouteAsync($"**/animation?start={number}", route => route.FulfillAsync(new() { Status = 503 }));
        await Animation.Start.SelectOptionAsync(number);
        await Assertions.Expect(Page.Locator("main").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(Animation.Start).ToHaveValueAsync("best");
        await Page.UnrouteAllAsync();
        await Animation.Start.SelectOptionAsync(number);

        await Assertions.Expect(Animation.Words).ToContainTextAsync($"Start {number}: ");
        await Assertions.Expect(Animation.Start).ToBeFocusedAsync();
        Assert.Equal($"?step=0&x=p1&y=p0&hide=2&start={number}", Animation.Query);
        await Assertions.Expect(Animation.Start.Locator("option:checked")).ToContainTextAsync(
            $"Start {number}: ended {Share(other.GetProperty("worse").GetDouble())} worse");
        await Animation.Button("Last").ClickAsync();
        await Page.ReloadAsync();
        await Assertions.Expect(Animation.Across).ToHaveValueAsync("p1");
        await Assertions.Expect(Animation.Up).ToHaveValueAsync("p0");
        await Assertions.Expect(Animation.Start).ToHaveValueAsync(number);
        await Assertions.Expect(new MapPage(Page).Tick(2)).Not.ToBeCheckedAsync();
        await Assertions.Expect(Animation.Words).ToContainTextAsync($"settled after {Text(other, "iterations")} step");
        await AnimationPage.ShowAsTableAsync(Animation.Stage);
        Assert.Equal(Text(other, "inertia"), (await AnimationPage.RowsAsync(Animation.Stage))[^1][3]);
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce)]
    [InlineData(ReducedMotion.NoPreference)]
    public async Task Centres_glide_unless_motion_is_reduced(ReducedMotion motion)
    {
        var profile = Profile;
        profile.ReducedMotion = motion;
        await OpenAsync(profile);
        var job = await Runs.MallAsync();
        await Animation.OpenAsync(job, "?step=1");
        await Animation.WatchAsync();

        await Animation.Button("Play").ClickAsync();
        await Animation.ExpectStepAsync(3);

        // The first assignment, the move after it, and the next assignment.
        var pictures = await Animation.PicturesAsync();
        if (motion == ReducedMotion.Reduce) Assert.InRange(pictures, 2, 3);
        else Assert.InRange(pictures, 4, int.MaxValue);
    }

    [Fact]
    public async Task One_feature_is_a_strip_and_a_customer_has_its_nearest_centres()
    {
        var job = await Runs.OfAsync(Some.Mall, "Age");
        await Animation.OpenAsync(job);
        await Assertions.Expect(Animation.Stage.Locator(".summary")).ToContainTextAsync("shifted up and down");
        await Assertions.Expect(Animation.Up).ToHaveCountAsync(0);
        await Animation.Button("Last").ClickAsync();
        Assert.DoesNotContain("y=", Animation.Query, StringComparison.Ordinal);

        var words = await PointAtSomebodyAsync();

        var answer = await Animation.AnswerAsync(job);
        var match = Pointed().Match(words);
        Assert.True(match.Success, words);
        var points = answer.GetProperty("points");
        var ids = points.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).ToList();
        var age = points.GetProperty("values")[0][ids.IndexOf(match.Groups[1].Value)].GetDouble();
        var scale = (await FinishedRun.JsonAsync(await Page.APIRequest.GetAsync($"/api/v1/jobs/{job}/result")))
            .GetProperty("features")[0].GetProperty("scale").GetDouble();
        var nearest = Frames(answer).Last(frame => Phase(frame) == "move").GetProperty("centres").EnumerateArray()
            .Select((centre, c) => (Number: c + 1, Distance: Math.Abs(centre[0].GetDouble() - age) / scale))
            .OrderBy(centre => centre.Distance).Take(2).ToArray();
        Assert.Equal($"{nearest[0].Number}", match.Groups[2].Value);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal($"{nearest[i].Number}", match.Groups[3 + 2 * i].Value);
            Assert.Equal(nearest[i].Distance, double.Parse(match.Groups[4 + 2 * i].Value, Reader), 1e-3);
        }
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_run_without_steps_says_why_and_offers_another_one()
    {
        var job = await Runs.MallAsync();
        await Page.RouteAsync("**/animation?start=best", route => route.FulfillAsync(new()
        {
            Status = 404,
            ContentType = "application/problem+json",
            Body = """{"title":"The run kept no steps","detail":"MLlib keeps none.","status":404,"code":"NO_TRACE"}""",
        }));

        await Page.GotoAsync($"/runs/{job}/animation");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "This run kept no steps" }))
            .ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("MLlib keeps none.");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Set up another run" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Mall_Customers.csv" }))
            .ToBeVisibleAsync();
        Assert.StartsWith("?dataset=", new Uri(Page.Url).Query, StringComparison.Ordinal);
    }

    // Over the middle of the strip, to the right, until a customer is under the pointer.
    async Task<string> PointAtSomebodyAsync()
    {
        var box = (await Animation.Stage.Locator("canvas").BoundingBoxAsync())!;
        for (var x = 80; x < box.Width; x += 7)
        {
            await Page.Mouse.MoveAsync(box.X + x, box.Y + box.Height / 3);
            var words = await Animation.Customer.InnerTextAsync();
            if (words.StartsWith("Customer ", StringComparison.Ordinal)) return words;
        }
        throw new InvalidOperationException("There is nobody.");
    }

    [GeneratedRegex(
        @"^Customer (\S+) is in segment (\d+): centre (\d+) is (\S+) away, centre (\d+) is (\S+) away",
        RegexOptions.None, 1000)]
    private static partial Regex Pointed();
}
