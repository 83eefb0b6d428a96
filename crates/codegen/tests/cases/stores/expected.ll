; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal void @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = trunc i32 %5 to i8, !dbg !9
  %7 = sub i32 %4, 0, !dbg !9
  %8 = icmp ugt i32 %7, 65535, !dbg !9
  br i1 %8, label %trap, label %9, !dbg !9

return:                                           ; preds = %9
  ret void, !dbg !10

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x72 */", "~{memory}"() #2, !dbg !9
  unreachable, !dbg !9

9:                                                ; preds = %start
  %10 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %7, !dbg !9
  store i8 %6, ptr %10, align 1, !dbg !9
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !12
  %5 = load i32, ptr %3, align 4, !dbg !13
  %6 = trunc i32 %5 to i16, !dbg !14
  %7 = sub i32 %4, 0, !dbg !14
  %8 = icmp ugt i32 %7, 65534, !dbg !14
  br i1 %8, label %trap, label %9, !dbg !14

return:                                           ; preds = %9
  ret void, !dbg !15

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x7c */", "~{memory}"() #2, !dbg !14
  unreachable, !dbg !14

9:                                                ; preds = %start
  %10 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %7, !dbg !14
  store i16 %6, ptr %10, align 1, !dbg !14
  br label %return, !dbg !15
}

; Function Attrs: nounwind optsize
define internal void @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !17
  %5 = load i32, ptr %3, align 4, !dbg !18
  %6 = sub i32 %4, 0, !dbg !19
  %7 = icmp ugt i32 %6, 65532, !dbg !19
  br i1 %7, label %trap, label %8, !dbg !19

return:                                           ; preds = %8
  ret void, !dbg !20

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x86 */", "~{memory}"() #2, !dbg !19
  unreachable, !dbg !19

8:                                                ; preds = %start
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %6, !dbg !19
  store i32 %5, ptr %9, align 1, !dbg !19
  br label %return, !dbg !20
}

; Function Attrs: nounwind optsize
define internal void @"func[3]"(i32 %0, i64 %1) #0 section ".text.func[3]" !dbg !21 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i64, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !22
  %5 = load i64, ptr %3, align 8, !dbg !23
  %6 = sub i32 %4, 0, !dbg !24
  %7 = icmp ugt i32 %6, 65528, !dbg !24
  br i1 %7, label %trap, label %8, !dbg !24

return:                                           ; preds = %8
  ret void, !dbg !25

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x90 */", "~{memory}"() #2, !dbg !24
  unreachable, !dbg !24

8:                                                ; preds = %start
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %6, !dbg !24
  store i64 %5, ptr %9, align 1, !dbg !24
  br label %return, !dbg !25
}

; Function Attrs: nounwind optsize
define internal void @"func[4]"(i32 %0, double %1) #0 section ".text.func[4]" !dbg !26 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !27
  %5 = load double, ptr %3, align 8, !dbg !28
  %6 = sub i32 %4, 0, !dbg !29
  %7 = icmp ugt i32 %6, 65528, !dbg !29
  br i1 %7, label %trap, label %8, !dbg !29

return:                                           ; preds = %8
  ret void, !dbg !30

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x9a */", "~{memory}"() #2, !dbg !29
  unreachable, !dbg !29

8:                                                ; preds = %start
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %6, !dbg !29
  store double %5, ptr %9, align 1, !dbg !29
  br label %return, !dbg !30
}

; Function Attrs: nounwind optsize
define void @m_i32_store8(i32 %0, i32 %1) #0 section ".text.m_i32_store8" !dbg !31 {
  call void @"func[0]"(i32 %0, i32 %1), !dbg !32
  ret void, !dbg !32
}

; Function Attrs: nounwind optsize
define void @m_i32_store16(i32 %0, i32 %1) #0 section ".text.m_i32_store16" !dbg !33 {
  call void @"func[1]"(i32 %0, i32 %1), !dbg !34
  ret void, !dbg !34
}

; Function Attrs: nounwind optsize
define void @m_i32_store(i32 %0, i32 %1) #0 section ".text.m_i32_store" !dbg !35 {
  call void @"func[2]"(i32 %0, i32 %1), !dbg !36
  ret void, !dbg !36
}

; Function Attrs: nounwind optsize
define void @m_i64_store(i32 %0, i64 %1) #0 section ".text.m_i64_store" !dbg !37 {
  call void @"func[3]"(i32 %0, i64 %1), !dbg !38
  ret void, !dbg !38
}

; Function Attrs: nounwind optsize
define void @m_f64_store(i32 %0, double %1) #0 section ".text.m_f64_store" !dbg !39 {
  call void @"func[4]"(i32 %0, double %1), !dbg !40
  ret void, !dbg !40
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !41 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !42
  ret void, !dbg !42
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.store8", linkageName: "i32.store8", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 110, scope: !4)
!8 = !DILocation(line: 112, scope: !4)
!9 = !DILocation(line: 114, scope: !4)
!10 = !DILocation(line: 117, scope: !4)
!11 = distinct !DISubprogram(name: "i32.store16", linkageName: "i32.store16", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 120, scope: !11)
!13 = !DILocation(line: 122, scope: !11)
!14 = !DILocation(line: 124, scope: !11)
!15 = !DILocation(line: 127, scope: !11)
!16 = distinct !DISubprogram(name: "i32.store", linkageName: "i32.store", scope: null, file: !3, line: 129, type: !5, scopeLine: 129, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 130, scope: !16)
!18 = !DILocation(line: 132, scope: !16)
!19 = !DILocation(line: 134, scope: !16)
!20 = !DILocation(line: 137, scope: !16)
!21 = distinct !DISubprogram(name: "i64.store", linkageName: "i64.store", scope: null, file: !3, line: 139, type: !5, scopeLine: 139, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 140, scope: !21)
!23 = !DILocation(line: 142, scope: !21)
!24 = !DILocation(line: 144, scope: !21)
!25 = !DILocation(line: 147, scope: !21)
!26 = distinct !DISubprogram(name: "f64.store", linkageName: "f64.store", scope: null, file: !3, line: 149, type: !5, scopeLine: 149, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 150, scope: !26)
!28 = !DILocation(line: 152, scope: !26)
!29 = !DILocation(line: 154, scope: !26)
!30 = !DILocation(line: 157, scope: !26)
!31 = distinct !DISubprogram(name: "m_i32_store8", linkageName: "m_i32_store8", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 109, scope: !31)
!33 = distinct !DISubprogram(name: "m_i32_store16", linkageName: "m_i32_store16", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!34 = !DILocation(line: 119, scope: !33)
!35 = distinct !DISubprogram(name: "m_i32_store", linkageName: "m_i32_store", scope: null, file: !3, line: 129, type: !5, scopeLine: 129, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!36 = !DILocation(line: 129, scope: !35)
!37 = distinct !DISubprogram(name: "m_i64_store", linkageName: "m_i64_store", scope: null, file: !3, line: 139, type: !5, scopeLine: 139, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!38 = !DILocation(line: 139, scope: !37)
!39 = distinct !DISubprogram(name: "m_f64_store", linkageName: "m_f64_store", scope: null, file: !3, line: 149, type: !5, scopeLine: 149, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!40 = !DILocation(line: 149, scope: !39)
!41 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!42 = !DILocation(line: 0, scope: !41)
