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
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = add i32 %4, %5, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !12
  %5 = load i32, ptr %3, align 4, !dbg !13
  %6 = icmp eq i32 %5, 0, !dbg !14
  br i1 %6, label %trap, label %8, !dbg !14

return:                                           ; preds = %8
  %7 = phi i32 [ %9, %8 ]
  ret i32 %7, !dbg !15

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x63 */", "~{memory}"() #2, !dbg !14
  unreachable, !dbg !14

8:                                                ; preds = %start
  %9 = udiv i32 %4, %5, !dbg !14
  br label %return, !dbg !15
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0) #0 section ".text.func[2]" !dbg !16 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !17
  %3 = fmul float %2, 5.000000e-01, !dbg !18
  br label %return, !dbg !19

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !19
}

; Function Attrs: nounwind optsize
define internal i64 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !20 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !21
  %3 = sub i32 %2, 0, !dbg !22
  %4 = icmp ugt i32 %3, 65528, !dbg !22
  br i1 %4, label %trap, label %6, !dbg !22

return:                                           ; preds = %6
  %5 = phi i64 [ %8, %6 ]
  ret i64 %5, !dbg !23

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x74 */", "~{memory}"() #2, !dbg !22
  unreachable, !dbg !22

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %3, !dbg !22
  %8 = load i64, ptr %7, align 1, !dbg !22
  br label %return, !dbg !23
}

; Function Attrs: nounwind optsize
define internal void @"func[4]"() #0 section ".text.func[4]" !dbg !24 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %trap, !dbg !25

return:                                           ; No predecessors!
  unreachable, !dbg !26

trap:                                             ; preds = %start
  call void asm sideeffect "udf #0 /* 0x7a */", "~{memory}"() #2, !dbg !25
  unreachable, !dbg !25
}

; Function Attrs: nounwind optsize
define i32 @m_add(i32 %0, i32 %1) #0 section ".text.m_add" !dbg !27 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !28
  ret i32 %3, !dbg !28
}

; Function Attrs: nounwind optsize
define i32 @m_divide(i32 %0, i32 %1) #0 section ".text.m_divide" !dbg !29 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !30
  ret i32 %3, !dbg !30
}

; Function Attrs: nounwind optsize
define float @m_half(float %0) #0 section ".text.m_half" !dbg !31 {
  %2 = call float @"func[2]"(float %0), !dbg !32
  ret float %2, !dbg !32
}

; Function Attrs: nounwind optsize
define i64 @m_load(i32 %0) #0 section ".text.m_load" !dbg !33 {
  %2 = call i64 @"func[3]"(i32 %0), !dbg !34
  ret i64 %2, !dbg !34
}

; Function Attrs: nounwind optsize
define void @m_stop() #0 section ".text.m_stop" !dbg !35 {
  call void @"func[4]"(), !dbg !36
  ret void, !dbg !36
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !37 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !38
  ret void, !dbg !38
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
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 87, scope: !4)
!8 = !DILocation(line: 89, scope: !4)
!9 = !DILocation(line: 91, scope: !4)
!10 = !DILocation(line: 92, scope: !4)
!11 = distinct !DISubprogram(name: "divide", linkageName: "divide", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 95, scope: !11)
!13 = !DILocation(line: 97, scope: !11)
!14 = !DILocation(line: 99, scope: !11)
!15 = !DILocation(line: 100, scope: !11)
!16 = distinct !DISubprogram(name: "half", linkageName: "half", scope: null, file: !3, line: 102, type: !5, scopeLine: 102, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 103, scope: !16)
!18 = !DILocation(line: 110, scope: !16)
!19 = !DILocation(line: 111, scope: !16)
!20 = distinct !DISubprogram(name: "load", linkageName: "load", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 114, scope: !20)
!22 = !DILocation(line: 116, scope: !20)
!23 = !DILocation(line: 119, scope: !20)
!24 = distinct !DISubprogram(name: "stop", linkageName: "stop", scope: null, file: !3, line: 121, type: !5, scopeLine: 121, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 122, scope: !24)
!26 = !DILocation(line: 123, scope: !24)
!27 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 86, scope: !27)
!29 = distinct !DISubprogram(name: "m_divide", linkageName: "m_divide", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 94, scope: !29)
!31 = distinct !DISubprogram(name: "m_half", linkageName: "m_half", scope: null, file: !3, line: 102, type: !5, scopeLine: 102, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 102, scope: !31)
!33 = distinct !DISubprogram(name: "m_load", linkageName: "m_load", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!34 = !DILocation(line: 113, scope: !33)
!35 = distinct !DISubprogram(name: "m_stop", linkageName: "m_stop", scope: null, file: !3, line: 121, type: !5, scopeLine: 121, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!36 = !DILocation(line: 121, scope: !35)
!37 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!38 = !DILocation(line: 0, scope: !37)
