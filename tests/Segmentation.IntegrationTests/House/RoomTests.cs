namespace Segmentation.IntegrationTests.House;

/// <summary>The rooms of a project have an order: none uses another that uses it, directly or over others.</summary>
public sealed class RoomTests
{
    [Fact]
    public void No_project_has_a_circle_among_its_rooms()
    {
        var files = Repository.TrackedFiles()
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file) == ".cs")
            .Select(file => (file["src/".Length..], Repository.Read(file)));
        var circles = new Rooms(files).Circles();
        Assert.True(circles.Count == 0, string.Join("\n\n", circles));
    }

    [Fact]
    public void A_circle_is_found_and_names_its_files_and_types()
    {
        var circle = Assert.Single(CirclesOf(
            ("P/A/One.cs", "namespace P.A; class One { P.B.Two other; }"),
            ("P/B/Two.cs", "using P.C; namespace P.B; class Two { void Go() => Three.Run(); }"),
            ("P/C/Three.cs", "namespace P.C; static class Three { public static A.One Run() => new(); }"),
            ("P/D/Above.cs", "namespace P; class Above(B.Two two);")));
        Assert.Equal("P: A, B, C", circle.Title);
        Assert.Equal(["A → B: One.cs uses Two", "B → C: Two.cs uses Three", "C → A: Three.cs uses One"], circle.Uses);
    }

    [Theory]
    [InlineData("class A { string s = \"B\"; /* B */ } // B", false)]
    [InlineData("/// <see cref=\"B\"/>\nclass A;", false)]
    [InlineData("class A { string s = @\"B\"; char c = '\"'; string t = \"\\\"B\"; }", false)]
    [InlineData("class A { string s = \"\"\"say \"B\" \"\"\"; }", false)]
    [InlineData("class A { string s = $\"{{B}} {1:B}\"; }", false)]
    [InlineData("class A { string s = $\"{B.Name:N0}\"; }", true)]
    [InlineData("class A { string s = $$\"\"\"{B} {{new B()}}\"\"\"; }", true)]
    [InlineData("class A { B b; }", true)]
    [InlineData("class A : B { }", true)]
    [InlineData("class A { System.Collections.Generic.List<B> all; }", true)]
    [InlineData("class A { bool Is(object o) => o is B; }", true)]
    [InlineData("class A { int B => 1; int M(int B) => N(B: 2); }", false)]
    [InlineData("class A { void B() { } void M() => B(); }", false)]
    [InlineData("class A { string B => \"\"; int M() => B.Length; }", false)]
    [InlineData("class A { string B => \"\"; object M() => new B(); }", true)]
    [InlineData("class A { string B => \"\"; object M(object o) => (B)o; }", true)]
    [InlineData("class A { string B => \"\"; object M() => N(B); }", false)]
    [InlineData("class C { string B => \"\"; } class A { int M() => B.Length; }", true)]
    [InlineData("class A { B B => new(); int M() => B.Length; }", true)]
    [InlineData("class A { int M(X x) => x.B + x?.B.C; }", false)]
    [InlineData("class A { X M() => new() { B = 1 }; }", false)]
    [InlineData("enum A { B, C }", false)]
    [InlineData("class A { sealed class B; B b; }", false)]
    [InlineData("class A { sealed class B; } class C { B b; }", true)]
    public void A_type_is_used_where_its_name_can_be_one(string text, bool isUsed) => Assert.Equal(isUsed, CirclesOf(
        ("P/A/A.cs", $"namespace P;\n{text}"),
        ("P/B/B.cs", "namespace P; class B { A a; Other o; }"),
        ("P/A/Other.cs", "namespace P; class Other;")).Count > 0);

    [Theory]
    [InlineData("namespace P.A; class A { B b; }", true)]                // the namespace around it needs no using
    [InlineData("using P.Far; namespace P.A; class A { B b; }", true)]   // and goes before imported ones
    [InlineData("namespace P.Far; class A { B b; }", false)]             // its own goes before those around it
    [InlineData("namespace Q; class A { B b; }", false)]
    [InlineData("namespace Q; class A { P.B b; }", true)]
    [InlineData("using C = P.B; namespace Q; class A;", true)]
    [InlineData("using static P.B; namespace Q; class A;", true)]
    public void A_name_is_looked_up_in_namespaces_as_the_compiler_does(string text, bool isUsed) =>
        Assert.Equal(isUsed, CirclesOf(
            ("P/A/A.cs", text),
            ("P/B/B.cs", "using P.A; using P.Far; using Q; namespace P; class B { A a; }"),
            ("P/Far/B.cs", "namespace P.Far; class B;")).Count > 0);

    [Fact]
    public void An_extension_method_is_a_use_of_its_class()
    {
        var files = new[]
        {
            ("P/A/A.cs", "namespace P; static class A { public static int Twice(this int x) => 2 * x; static B b; }"),
            ("P/B/B.cs", "namespace P; class B { int M(int x) => x.Twice(); }"),
        };
        Assert.Equal("P: A, B", Assert.Single(CirclesOf(files)).Title);
        files[1].Item2 =
            "namespace P; class C { public static int Twice(int x) => x; } class B { int M() => C.Twice(1); }";
        Assert.Empty(CirclesOf(files));
    }

    [Fact]
    public void Files_at_the_root_stand_below_or_above_the_folders_and_may_use_each_other()
    {
        (string, string)[] files =
        [
            ("P/Program.cs", "namespace P; class Program { Work w; Contract c; }"),
            ("P/Work/Work.cs", "namespace P; class Work { Contract c; }"),
            ("P/Contract.cs", "namespace P; class Contract { Part p; }"),
            ("P/Part.cs", "namespace P; class Part { Contract c; }"),
        ];
        Assert.Empty(CirclesOf(files));
        var circle = Assert.Single(CirclesOf([.. files, ("P/Work/More.cs", "namespace P; class More { Program p; }")]));
        Assert.Equal("P: Program.cs, Work", circle.Title);
    }

    [Fact]
    public void Projects_are_apart() => Assert.Empty(CirclesOf(
        ("P/A/One.cs", "namespace P; class One { Q.Two t; }"), ("Q/B/Two.cs", "namespace Q; class Two { P.One o; }")));

    static IReadOnlyList<Circle> CirclesOf(params (string, string)[] files) => new Rooms(files).Circles();
}
