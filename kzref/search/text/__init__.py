"""Words and languages: tokenizing, stemming, transliteration."""
