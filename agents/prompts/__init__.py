"""What a model is told, part by part, each with where it comes from. Pure."""

from agents.prompts.parts import Brief, KnownField, Origin, Part, prompt_parts, prompt_text

__all__ = ["Brief", "KnownField", "Origin", "Part", "prompt_parts", "prompt_text"]
