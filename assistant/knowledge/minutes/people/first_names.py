"""First names as they are common in Germany, with short forms, by which a person is told who is named without a title.

No name that is also a common noun or verb of German ("Ernst", "Rose", "Kai"): it would make a person of a thing.
"""

from __future__ import annotations

_NAMES = """
    Aaron Achim Adam Adrian Agnes Ahmed Alena Alex Alexander Alexandra Ali Alice Alina Amelie Amir Ana Anastasia
    Andi Andrea Andreas Andrej Andrzej Angela Angelika Anja Anke Ann Anna Anne Annegret Annelie Annemarie Annett
    Annette Annika Anton Antonia Ariane Armin Arne Arno Artur Astrid Axel Ayse Barbara Basti Bastian Beate Beatrice
    Beatrix Ben Benedikt Benjamin Benno Bernd Bernhard Bert Bettina Bianca Birgit Bjarne Björn Bodo Boris Brigitte
    Britta Bruno Burkhard Camilla Carl Carla Carlos Carmen Carola Carolin Caroline Carsten Caspar Cedric Celina
    Chantal Charlotte Chiara Chris Christa Christel Christian Christiane Christin Christina Christine Christof
    Christoph Christopher Clara Claudia Claus Clemens Conny Constantin Cora Cordula Corinna Cornelia Cornelius
    Dagmar Damian Dana Daniel Daniela Danny David Denis Dennis Detlef Diana Diego Dieter Dietmar Dietrich Dilara
    Dirk Dominic Dominik Dora Doris Dorothea Dorothee Dörte Eberhard Eckhard Edda Edgar Edith Eduard Egon Elena
    Eleonore Elias Elif Elisa Elisabeth Elke Ella Ellen Elmar Emil Emilia Emily Emma Emre Enno Enrico Eric Erich
    Erik Erika Erwin Esther Eugen Eva Evelyn Fabian Fabio Falk Fatih Fatma Felicitas Felix Ferdinand Finn Flo
    Florian Frank Franz Franziska Frauke Frederik Frida Friederike Friedrich Fritz Gabi Gabriel Gabriele Georg
    Gerald Gerd Gerda Gerhard Gero Gerrit Gert Gertrud Gesa Gesine Gisela Gottfried Gregor Greta Guido Gunnar Gunter
    Günter Günther Gustav Hanna Hannah Hanne Hannelore Hannes Hanno Hans Harald Hartmut Hasan Hauke Hedwig Heike
    Heiko Heiner Heinrich Heinz Helen Helena Helene Helga Helge Helmut Hendrik Henning Henri Henrik Henry Herbert
    Hermann Hilde Hildegard Holger Horst Hubert Hugo Ibrahim Ida Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg
    Ingo Ingrid Inka Ioannis Irena Irene Irina Iris Irmgard Isabel Isabell Isabella Ivan Ivo Jacob Jakob Jan Jana
    Janina Janine Janis Jannik Jannis Jaqueline Jasmin Jean Jens Jeremias Jessica Jim Jo Joachim Joanna Jochen
    Johann Johanna Johannes John Jonas Jonathan Jörg Jorge Jörn Josef Josefine Joseph Juan Judith Jule Julia Julian
    Juliane Julius Jürgen Justin Justus Jutta Karin Karina Karl Karla Karolina Karsten Katarina Katharina Kathleen
    Kathrin Kati Katja Katrin Kay Kerstin Kevin Kilian Kim Kira Klara Klaudia Klaus Knut Konrad Konstantin Korbinian
    Kristian Kristin Kristina Kurt Lara Larissa Lars Lasse Laura Lea Leah Lena Leni Lennart Leo Leon Leonard
    Leonhard Leonie Levin Liane Lilli Lina Linda Lisa Liselotte Lothar Louis Louisa Luca Lucas Lucia Lucy Ludger
    Ludwig Luis Luisa Luise Lukas Lutz Lydia Madeleine Magdalena Maik Maike Maja Malte Manfred Manuel Manuela Mara
    Marc Marcel Marco Marcus Mareike Maren Margarete Margit Margot Margret Maria Marian Marianne Marie Marina Mario
    Marion Marius Markus Marlene Marlies Marlon Marta Martha Martin Martina Marvin Mathias Mathilda Mathis Matthias
    Matthis Matze Maurice Mauro Max Maxi Maximilian Maya Mehmet Meike Melanie Melina Melissa Mercedes Merle Meta Mia
    Micha Michael Michaela Michel Michelle Miguel Mikael Mike Milan Milena Mira Miriam Mirjam Mirko Mohamed Mohammed
    Mona Moni Monica Monika Monique Moritz Murat Mustafa Nadine Nadja Nancy Natalia Natalie Natascha Neele Nele
    Niclas Nico Nicola Nicolas Nicole Niels Nike Niklas Niko Nikola Nikolaus Nils Nina Noah Nora Norbert Norman Olaf
    Ole Oleg Olga Oliver Olivia Omar Oscar Oskar Otmar Otto Pascal Patricia Patrick Paul Paula Pauline Pedro Peer
    Peter Petra Phil Philip Philipp Pia Pierre Piotr Rafael Rainer Ralf Ralph Ramona Raphael Rebecca Regina Regine
    Reiner Reinhard Reinhold Renate Rene René Ria Ricarda Richard Rico Rita Robert Robin Roger Roland Rolf Roman
    Ronald Ronja Ronny Roswitha Rudi Rüdiger Rudolf Sabine Sabrina Sahra Samuel Sandra Sara Sarah Sascha Sebastian
    Sebi Selina Sergej Severin Sibylle Siegfried Sigrid Silke Silvana Silvia Silvio Simon Simone Sina Sofia Sonja
    Sophia Sophie Sören Stefan Stefanie Steffen Steffi Stella Sten Stephan Stephanie Steven Susann Susanne Susi Svea
    Sven Svenja Swantje Sybille Sylvia Sylvie Tamara Tanja Tarek Tatjana Thea Theo Theodor Theresa Therese Thies
    Thilo Thomas Thorben Thorsten Tiago Till Tilman Tim Timo Timon Tina Tobi Tobias Tom Tomas Toni Torben Torsten
    Tristan Udo Ulf Uli Ulla Ulrich Ulrike Ursel Ursula Uta Ute Utz Uwe Valentin Valentina Valerie Vanessa Vera
    Verena Veronika Victor Viktor Viktoria Vincent Viola Vivien Volker Waldemar Walter Waltraud Werner Wiebke
    Wilfried Wilhelm Willi William Winfried Wolf Wolfgang Wolfram Xaver Yannick Yasemin Yusuf Yvonne Zoe
"""
FIRST_NAMES = frozenset(_NAMES.split())
